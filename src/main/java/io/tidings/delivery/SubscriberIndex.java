package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.TopicIndex;
import io.tidings.sse.EventFormat;
import io.tidings.sse.Frame;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The subscribers of a lane by the topics they subscribed to, so that an event visits only those that match.
/// Owned by the lane's event loop.
final class SubscriberIndex {
    private final Map<Subscription, Cohort> cohorts = new HashMap<>();
    private final TopicIndex<Cohort> byMatcher = new TopicIndex<>();
    private final ReadFilters filters = new ReadFilters();

    /// How many may have to end by themselves.
    private int limited;

    /// Clients choose the patterns, and can choose many with one hash: a map still finds them by their order then.
    private record Subscription(Patterns wanted, EventFormat format) implements Comparable<Subscription> {
        @Override
        public int compareTo(Subscription other) {
            return wanted.compareTo(other.wanted);
        }
    }

    void add(Subscriber subscriber) {
        cohorts.computeIfAbsent(new Subscription(subscriber.selection().wanted(), subscriber.format()), this::found)
                .add(subscriber);
        limited += subscriber.holder().isLimited() ? 1 : 0;
    }

    private Cohort found(Subscription subscription) {
        var cohort = new Cohort(subscription.wanted(), subscription.format(), filters);
        cohort.wanted().all().forEach(matcher -> byMatcher.add(matcher, cohort));
        return cohort;
    }

    /// Whether it is there.
    boolean contains(Subscriber subscriber) {
        return subscriber.isInCohort();
    }

    /// False if it was not there.
    boolean remove(Subscriber subscriber) {
        var audience = subscriber.leave();
        if (audience == null) {
            return false;
        }
        limited -= subscriber.holder().isLimited() ? 1 : 0;
        var cohort = audience.cohort();
        cohort.remove(subscriber, audience);
        if (cohort.isEmpty()) {
            cohorts.remove(new Subscription(cohort.wanted(), subscriber.format()));
            cohort.wanted().all().forEach(matcher -> byMatcher.remove(matcher, cohort));
        }
        return true;
    }

    /// Changes what a subscriber that is there is found by, or when it has to end. If that throws, the
    /// subscriber stays there.
    void change(Subscriber subscriber, Runnable change) {
        remove(subscriber);
        try {
            change.run();
        } finally {
            add(subscriber);
        }
    }

    boolean isEmpty() {
        return cohorts.isEmpty();
    }

    /// Sends the heartbeats that are due, where the newest event has this id. Subscribers share the bytes.
    void beat(int patience, EventId newest) {
        var cursors = new HashMap<EventFormat, byte[]>(4);
        cohorts.forEach((subscription, cohort) -> {
            var format = subscription.format();
            var cursor = cursors.computeIfAbsent(format, _ -> format.cursor(newest));
            cohort.forEach(subscriber -> subscriber.beat(patience, newest, cursor));
        });
    }

    /// Ends those that may not go on, or warns their clients, where the newest event has this id.
    void expire(Instant now, EventId newest) {
        if (limited > 0) {
            forEach(subscriber -> subscriber.expire(now, newest));
        }
    }

    void forEach(Consumer<Subscriber> action) {
        cohorts.values().forEach(cohort -> cohort.forEach(action));
    }

    /// Visits the cohorts that want a topic of the frame; a cohort with several matches, several times.
    void forEachMatch(Frame frame, Consumer<Cohort> action) {
        var topics = frame.topics();
        for (int i = 0; i < topics.size(); i++) {
            byMatcher.forEachMatch(topics.get(i), action);
        }
    }
}
