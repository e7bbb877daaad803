package io.tidings.log.sqlite;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.Retention;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One step of what retention asks for: it drops a bounded number of events, so that appends do not wait for long.
final class Trim implements Writer.Task<Boolean> {
    private static final int STEP = 500;

    private final LogState state;
    private final Retention retention;
    private final Instant now;
    private final long batchesKeptUntilMillis;
    private final List<TopicState> due;
    private final List<TopicState> empty;
    private int left = STEP;

    /// Looks for what is due on the caller's thread, to spare the writer's.
    Trim(LogState state, Retention retention, Instant now, long batchesKeptUntilMillis) {
        this.state = state;
        this.retention = retention;
        this.now = now;
        this.batchesKeptUntilMillis = batchesKeptUntilMillis;
        this.due = state.topics.values().stream()
                .filter(topic -> topic.exceeds(tooOld(topic)))
                .limit(STEP)
                .toList();
        this.empty = state.topics.values().stream().filter(TopicState::isEmpty).toList();
    }

    /// True if there is more to do.
    @Override
    public Boolean run(Transaction transaction) throws SQLException {
        left -= transaction.statements().deleteOldBatches(batchesKeptUntilMillis, STEP);
        for (var found : due) {
            var topic = transaction.topic(found.topic());
            if (topic.isPresent()) {
                dropSurplus(topic.get(), transaction);
            }
        }
        if (transaction.statements().usedBytes() > retention.maxBytes()) {
            dropOldest(transaction);
        }
        forgetEmpty(transaction);
        return left <= 0;
    }

    private void dropSurplus(TopicState topic, Transaction transaction) throws SQLException {
        int surplus = (int) Math.min(left, topic.events() - topic.rule().maxEvents());
        if (surplus > 0) {
            left -= transaction.drop(topic, surplus, Long.MAX_VALUE);
        }
        var rest = transaction.topic(topic.topic()).orElse(topic);
        if (left > 0 && rest.exceeds(tooOld(rest))) {
            left -= transaction.drop(rest, left, tooOld(rest));
        }
    }

    private void dropOldest(Transaction transaction) throws SQLException {
        for (var event : transaction.statements().oldestEvents(Math.max(0, left))) {
            for (var name : event.topics().lines().toList()) {
                Optional<TopicState> topic = transaction.topic(new Topic(name));
                if (topic.isPresent()) {
                    left -= transaction.drop(topic.get(), 1, event.id());
                }
            }
        }
    }

    /// A topic of which nothing is left is forgotten once the log as a whole begins after what it dropped.
    private void forgetEmpty(Transaction transaction) throws SQLException {
        var oldest = transaction.statements().oldestEvents(1);
        long begin = oldest.isEmpty() ? Long.MAX_VALUE : oldest.getFirst().id();
        long horizon = state.horizon;
        for (var found : empty) {
            var topic = transaction.topic(found.topic()).filter(TopicState::isEmpty);
            if (left > 0 && topic.isPresent() && topic.get().dropped() < begin) {
                horizon = Math.max(horizon, topic.get().dropped());
                transaction.forget(topic.get());
                left--;
            }
        }
        if (horizon > state.horizon) {
            state.horizon = horizon;
            transaction.statements().updateHorizon(horizon);
        }
    }

    private long tooOld(TopicState topic) {
        return PackedId.of(EventId.before(now.minus(topic.rule().maxAge())));
    }
}
