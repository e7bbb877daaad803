package io.tidings.log.sqlite;

import io.tidings.event.Topic;
import io.tidings.event.Visibility;
import io.tidings.log.Retention;

/// What is kept of a topic, so that neither a listing nor retention has to count. Without events, and without public
/// ones, the ids of the newest are 0; the oldest is of no meaning then.
record TopicState(long row, Topic topic, Retention.Rule rule, Counts counts, long dropped) {
    /// What the file has of a topic: how many events, the oldest and the newest; and the public ones among them.
    record Counts(long events, long oldest, long newest, long publicEvents, long newestPublic) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        Counts with(long id, Visibility visibility) {
            boolean isPublic = visibility == Visibility.PUBLIC;
            return new Counts(
                    events + 1,
                    events == 0 ? id : oldest,
                    id,
                    publicEvents + (isPublic ? 1 : 0),
                    isPublic ? id : newestPublic);
        }

        /// Without some of the oldest.
        Counts without(long gone, long publicGone, long nowOldest) {
            return new Counts(
                    events - gone,
                    nowOldest,
                    events == gone ? 0 : newest,
                    publicEvents - publicGone,
                    publicEvents == publicGone ? 0 : newestPublic);
        }
    }

    static TopicState ofNew(long row, Topic topic, Retention.Rule rule) {
        return new TopicState(row, topic, rule, Counts.NONE, 0);
    }

    TopicState with(Counts other) {
        return new TopicState(row, topic, rule, other, dropped);
    }

    TopicState withDropped(long id) {
        return new TopicState(row, topic, rule, counts, Math.max(id, dropped));
    }

    long events() {
        return counts.events();
    }

    long oldest() {
        return counts.oldest();
    }

    long newest() {
        return counts.newest();
    }

    long newestPublic() {
        return counts.newestPublic();
    }

    boolean isEmpty() {
        return counts.events() == 0;
    }

    boolean exceeds(long tooOld) {
        return counts.events() > rule.maxEvents() || (counts.events() > 0 && counts.oldest() <= tooOld);
    }
}
