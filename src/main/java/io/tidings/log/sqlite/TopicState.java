package io.tidings.log.sqlite;

import io.tidings.event.Topic;
import io.tidings.log.Retention;

/// What is kept of a topic, so that neither a listing nor retention has to count. Oldest and newest are of no meaning
/// without events.
record TopicState(long row, Topic topic, Retention.Rule rule, long events, long oldest, long newest, long dropped) {
    static TopicState ofNew(long row, Topic topic, Retention.Rule rule) {
        return new TopicState(row, topic, rule, 0, 0, 0, 0);
    }

    TopicState withEvent(long id) {
        return new TopicState(row, topic, rule, events + 1, events == 0 ? id : oldest, id, dropped);
    }

    TopicState withDropped(long id) {
        return new TopicState(row, topic, rule, events, oldest, newest, Math.max(id, dropped));
    }

    TopicState without(int count, long nowOldest) {
        return new TopicState(row, topic, rule, events - count, nowOldest, newest, dropped);
    }

    /// What one look at the file finds of a topic.
    record Counts(long events, long oldest, long newest) {}

    TopicState with(Counts counts) {
        return new TopicState(row, topic, rule, counts.events(), counts.oldest(), counts.newest(), dropped);
    }

    boolean isEmpty() {
        return events == 0;
    }

    boolean exceeds(long tooOld) {
        return events > rule.maxEvents() || (events > 0 && oldest <= tooOld);
    }
}
