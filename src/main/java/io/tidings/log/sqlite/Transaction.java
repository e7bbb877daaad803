package io.tidings.log.sqlite;

import io.tidings.event.Event;
import io.tidings.event.Topic;
import io.tidings.log.Retention;
import io.tidings.telemetry.Telemetry;
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
    private final List<Event> appended = new ArrayList<>();
    /// Empty for a topic that is forgotten.
    private final Map<String, Optional<TopicState>> changed = new HashMap<>();
    /// As readers knew them before they were told that something goes.
    private final Map<String, TopicState> before = new HashMap<>();
    private final long horizonBefore;
    private int repeated;
    private int dropped;

    Transaction(Statements statements, LogState state, Retention retention) {
        this.statements = statements;
        this.state = state;
        this.retention = retention;
        this.horizonBefore = state.horizon;
    }

    Statements statements() {
        return statements;
    }

    Optional<TopicState> topic(Topic topic) {
        var here = changed.get(topic.name());
        return here == null ? state.topic(topic) : here;
    }

    private void change(TopicState topic) {
        changed.put(topic.topic().name(), Optional.of(topic));
    }

    void append(List<Event> events) throws SQLException {
        for (var event : events) {
            long id = PackedId.of(event.id());
            var rows = new ArrayList<Long>(event.topics().size());
            for (var topic : event.topics()) {
                var known = topic(topic);
                var current = known.isPresent() ? known.get() : create(topic);
                change(current.with(current.counts().with(id, event.visibility())));
                rows.add(current.row());
            }
            statements.insert(event, rows);
            appended.add(event);
        }
    }

    private TopicState create(Topic topic) throws SQLException {
        var created = TopicState.ofNew(++state.newestTopicRow, topic, retention.of(topic));
        statements.insertTopic(created.row(), topic.name());
        return created;
    }

    /// Finds out that a batch was kept before.
    void repeat() {
        repeated++;
    }

    /// Drops the oldest events of a topic: at most the given number, and none after the given id. Returns how many
    /// it dropped.
    int drop(TopicState topic, int most, long upTo) throws SQLException {
        // One more than may go says what the oldest one is then.
        var oldest = statements.oldestOfTopic(topic.row(), most + 1);
        var gone = oldest.stream()
                .limit(most)
                .filter(posting -> posting.id() <= upTo)
                .toList();
        if (gone.isEmpty()) {
            return 0;
        }
        long nowOldest = oldest.size() > gone.size() ? oldest.get(gone.size()).id() : 0;
        long publicGone = gone.stream().filter(Statements.Posting::isPublic).count();
        var ids = gone.stream().map(Statements.Posting::id).toList();
        state.topic(topic.topic())
                .ifPresent(known -> before.putIfAbsent(known.topic().name(), known));
        state.markDropped(topic.topic(), ids.getLast());
        statements.drop(topic.row(), ids);
        var left = topic.counts().without(ids.size(), publicGone, nowOldest);
        change(topic.withDropped(ids.getLast()).with(left));
        dropped += ids.size();
        return ids.size();
    }

    /// Forgets a topic that keeps nothing. What it dropped is from now on behind the horizon.
    void forget(TopicState topic) throws SQLException {
        if (topic.dropped() > state.horizon) {
            state.horizon = topic.dropped();
            statements.updateHorizon(topic.dropped());
        }
        statements.deleteTopic(topic.row());
        changed.put(topic.topic().name(), Optional.empty());
    }

    /// To call after the commit, and before anybody hears of it. Returns the events that are kept now.
    List<Event> publish() {
        changed.forEach((name, topic) -> topic.ifPresentOrElse(state::put, () -> state.topics.remove(name)));
        if (!appended.isEmpty()) {
            state.committed = PackedId.of(appended.getLast().id());
        }
        return appended;
    }

    /// Reports what it has done, after the commit.
    void report(Telemetry telemetry) {
        if (!appended.isEmpty()) {
            telemetry.committed(appended.size());
        }
        if (dropped > 0) {
            telemetry.dropped(dropped);
        }
        for (int i = 0; i < repeated; i++) {
            telemetry.repeated();
        }
    }

    /// To call when there was no commit.
    void rollback() {
        before.values().forEach(state::put);
        state.horizon = horizonBefore;
    }
}
