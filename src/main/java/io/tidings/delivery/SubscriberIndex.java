package io.tidings.delivery;

import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicIndex;
import io.tidings.sse.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The subscribers of a lane by the topics they subscribed to, so that an event visits only those that match. Owned by
/// the lane's event loop.
final class SubscriberIndex {
    private final Map<Subscription, Cohort> cohorts = new HashMap<>();
    private final TopicIndex<Cohort> byMatcher = new TopicIndex<>();

    private record Subscription(Patterns patterns, Form form) {}

    void add(Subscriber subscriber) {
        cohorts.computeIfAbsent(new Subscription(subscriber.patterns(), subscriber.form()), this::found)
                .add(subscriber);
    }

    private Cohort found(Subscription subscription) {
        var cohort = new Cohort(subscription.patterns(), subscription.form());
        cohort.patterns().all().forEach(matcher -> byMatcher.add(matcher, cohort));
        return cohort;
    }

    /// False if it was not there.
    boolean remove(Subscriber subscriber) {
        var cohort = subscriber.leave();
        if (cohort == null) {
            return false;
        }
        cohort.remove(subscriber);
        if (cohort.isEmpty()) {
            cohorts.remove(new Subscription(subscriber.patterns(), subscriber.form()));
            cohort.patterns().all().forEach(matcher -> byMatcher.remove(matcher, cohort));
        }
        return true;
    }

    void forEach(Consumer<Subscriber> action) {
        cohorts.values().forEach(cohort -> cohort.forEach(action));
    }

    /// Visits the cohorts that subscribed to one of the topics; a cohort with several matches, several times.
    void forEachMatch(List<Topic> topics, Consumer<Cohort> action) {
        for (int i = 0; i < topics.size(); i++) {
            byMatcher.forEachMatch(topics.get(i), action);
        }
    }
}
