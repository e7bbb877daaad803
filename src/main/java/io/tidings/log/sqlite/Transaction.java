package io.tidings.log.sqlite;

import io.tidings.event.Event;
import io.tidings.event.Topic;
import io.tidings.log.Retention;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the writer changes between two commits: in the file at once, in the [LogState] when it is durable, except for
/// what readers must know before. For the writer's thread.
final class Transaction {
    private final Statements statements;
    private final LogState state;
    private final Retention retention;
    private final Map<String, TopicState> changed = new HashMap<>();
    private final Map<String, TopicState> beforeDrop = new HashMap<>();
    private final List<TopicState> created = new ArrayList<>();
    private final List<TopicState> forgotten = new ArrayList<>();
    private final List<Event> appended = new ArrayList<>();

    Transaction(Statements statements, LogState state, Retention retention) {
        this.statements = statements;
        this.state = state;
        this.retention = retention;
    }

    Statements statements() {
        return statements;
    }

    Optional<TopicState> topic(Topic topic) {
        return Optional.ofNullable(changed.get(topic.name())).or(() -> state.topic(topic));
    }

    void append(List<Event> events) throws SQLException {
        for (var event : events) {
            long id = PackedId.of(event.id());
            var rows = new ArrayList<Long>(event.topics().size());
            for (var topic : event.topics()) {
                var known = topic(topic);
                var current = known.isPresent() ? known.get() : create(topic);
                changed.put(topic.name(), current.withEvent(id));
                rows.add(current.row());
            }
            statements.insert(event, rows);
            appended.add(event);
        }
    }

    private TopicState create(Topic topic) throws SQLException {
        var topicState = TopicState.ofNew(++state.newestTopicRow, topic, retention.of(topic));
        statements.insertTopic(topicState.row(), topic.name());
        // Whoever reads right after the commit has to find the row, or it would pass the topic's first events over.
        state.put(topicState);
        created.add(topicState);
        return topicState;
    }

    /// Takes up to so many of the oldest events from a topic, of those that are not after the given one.
    int drop(TopicState topic, int most, long upTo) throws SQLException {
        // One more than may go says what the oldest one is then.
        var oldest = statements.oldestOfTopic(topic.row(), most + 1);
        var ids = oldest.stream().limit(most).filter(id -> id <= upTo).toList();
        if (ids.isEmpty()) {
            return 0;
        }
        long nowOldest = oldest.size() > ids.size() ? oldest.get(ids.size()) : 0;
        tellReaders(topic.topic(), ids.getLast());
        statements.drop(topic.row(), ids);
        changed.put(topic.topic().name(), topic.withDropped(ids.getLast()).without(ids.size(), nowOldest));
        return ids.size();
    }

    /// What readers know of the topic, and nothing that is not committed yet, with what it is about to drop.
    private void tellReaders(Topic topic, long dropped) {
        state.topic(topic).ifPresent(known -> {
            beforeDrop.putIfAbsent(topic.name(), known);
            state.put(known.withDropped(dropped));
        });
    }

    /// Forgets a topic that keeps nothing.
    void forget(TopicState topic) throws SQLException {
        statements.deleteTopic(topic.row());
        forgotten.add(topic);
    }

    /// To call after the commit, and before anybody hears of it. Returns the events that are kept now.
    List<Event> publish() {
        changed.values().forEach(state::put);
        forgotten.forEach(topic -> state.topics.remove(topic.topic().name()));
        if (!appended.isEmpty()) {
            state.committed = PackedId.of(appended.getLast().id());
        }
        return appended;
    }

    /// To call when there was no commit.
    void rollback() {
        beforeDrop.values().forEach(state::put);
        created.forEach(topic -> state.topics.remove(topic.topic().name()));
    }
}
