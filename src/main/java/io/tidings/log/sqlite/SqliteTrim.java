package io.tidings.log.sqlite;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.Retention;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// One step of what retention asks for: it drops a bounded number of events, so that appends do not wait for long.
final class SqliteTrim implements Writer.Task<Boolean> {
    private static final int STEP = 500;
    private static final long STEP_BYTES = 8L * 1024 * 1024;

    private final Retention retention;
    private final Instant now;
    private final long keysKeptUntilMillis;
    private final List<TopicState> exceeding;
    private final List<TopicState> forgettable;
    private int left;

    /// Looks for what is due on the caller's thread, to spare the writer's.
    SqliteTrim(LogState state, Retention retention, Instant now, long keysKeptUntilMillis) {
        this.retention = retention;
        this.now = now;
        this.keysKeptUntilMillis = keysKeptUntilMillis;
        this.exceeding = state.topics.values().stream()
                .filter(topic -> topic.exceeds(tooOld(topic)))
                .limit(STEP)
                .toList();
        long begin = state.topics.values().stream()
                .filter(topic -> !topic.isEmpty())
                .mapToLong(TopicState::oldest)
                .min()
                .orElse(Long.MAX_VALUE);
        // A topic of which nothing is left is forgotten once the log as a whole begins after what it dropped.
        this.forgettable = state.topics.values().stream()
                .filter(topic -> topic.isEmpty() && topic.dropped() < begin)
                .limit(STEP)
                .toList();
    }

    /// True if there is more to do.
    @Override
    public Boolean run(Transaction transaction) throws SQLException {
        left = STEP;
        left -= transaction.statements().keys().forget(keysKeptUntilMillis, STEP);
        for (var found : exceeding) {
            var topic = transaction.topic(found.topic());
            if (left > 0 && topic.isPresent()) {
                dropSurplus(topic.get(), transaction);
            }
        }
        forgetEmpty(transaction);
        boolean isOverSize = dropOldest(transaction);
        return left <= 0 || isOverSize;
    }

    private void dropSurplus(TopicState topic, Transaction transaction) throws SQLException {
        long surplus = Math.min(left, topic.events() - topic.rule().maxEvents());
        if (surplus > 0) {
            left -= transaction.drop(topic, (int) surplus, Long.MAX_VALUE);
        }
        var rest = transaction.topic(topic.topic()).orElse(topic);
        if (left > 0 && rest.exceeds(tooOld(rest))) {
            left -= transaction.drop(rest, left, tooOld(rest));
        }
    }

    private void forgetEmpty(Transaction transaction) throws SQLException {
        for (var found : forgettable) {
            var topic = transaction.topic(found.topic()).filter(TopicState::isEmpty);
            if (left > 0 && topic.isPresent()) {
                transaction.forget(topic.get());
                left--;
            }
        }
    }

    /// Drops the oldest of all until the log has the size that it may have, or the step is long enough. True if it
    /// dropped something and there is more to drop.
    private boolean dropOldest(Transaction transaction) throws SQLException {
        var statements = transaction.statements();
        long used = statements.usedBytes();
        if (used <= retention.maxBytes() || left <= 0) {
            return false;
        }
        long enough = Math.max(retention.maxBytes(), used - STEP_BYTES);
        int before = left;
        for (var event : statements.oldestEvents(left)) {
            if (statements.usedBytes() <= enough) {
                break;
            }
            for (var name : event.topics().lines().toList()) {
                var topic = transaction.topic(new Topic(name));
                if (topic.isPresent()) {
                    left -= transaction.drop(topic.get(), 1, event.id());
                }
            }
        }
        return left < before && statements.usedBytes() > retention.maxBytes();
    }

    private long tooOld(TopicState topic) {
        return PackedId.of(EventId.before(now.minus(topic.rule().maxAge())));
    }
}
