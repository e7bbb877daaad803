package io.tidings.delivery;

import io.tidings.event.PatternTree;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import io.tidings.sse.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The subscribers of a lane by what they listen to, so that an event visits only those that match. Owned by the lane's
/// event loop.
final class Audience {
    private final Map<Subscription, Cohort> cohorts = new HashMap<>();
    private final Map<Topic, List<Cohort>> byTopic = new HashMap<>();
    private final PatternTree<Cohort> byForm = new PatternTree<>();

    private record Subscription(Patterns patterns, Form form) {}

    void add(Subscriber subscriber) {
        cohorts.computeIfAbsent(new Subscription(subscriber.patterns(), subscriber.form()), this::found)
                .add(subscriber);
    }

    private Cohort found(Subscription subscription) {
        var cohort = new Cohort(subscription.patterns(), subscription.form());
        for (var pattern : cohort.patterns().all()) {
            switch (pattern) {
                case TopicPattern.Exactly(var topic) ->
                    byTopic.computeIfAbsent(topic, _ -> new ArrayList<>(1)).add(cohort);
                case TopicPattern.Form form -> byForm.add(form, cohort);
            }
        }
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
            dissolve(cohort);
        }
        return true;
    }

    private void dissolve(Cohort cohort) {
        for (var pattern : cohort.patterns().all()) {
            switch (pattern) {
                case TopicPattern.Exactly(var topic) ->
                    byTopic.computeIfPresent(topic, (_, others) -> {
                        others.remove(cohort);
                        return others.isEmpty() ? null : others;
                    });
                case TopicPattern.Form form -> byForm.remove(form, cohort);
            }
        }
    }

    void forEach(Consumer<Subscriber> action) {
        cohorts.values().forEach(cohort -> cohort.forEach(action));
    }

    /// Visits those that hear one of the topics; those that hear it in several ways, several times.
    void forEachThatHears(List<Topic> topics, Consumer<Cohort> action) {
        for (int i = 0; i < topics.size(); i++) {
            var topic = topics.get(i);
            byTopic.getOrDefault(topic, List.of()).forEach(action);
            byForm.forEachThatMatches(topic, action);
        }
    }
}
