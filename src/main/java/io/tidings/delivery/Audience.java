package io.tidings.delivery;

import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The subscribers of a lane by what they listen to, so that an event visits only those that match. Owned by the lane's
/// event loop.
final class Audience {
    private final Set<Subscriber> all = new LinkedHashSet<>();
    private final Map<Topic, Set<Subscriber>> byTopic = new HashMap<>();
    private final Map<TopicPattern.Form, Set<Subscriber>> byForm = new HashMap<>();

    void add(Subscriber subscriber) {
        all.add(subscriber);
        for (var pattern : subscriber.patterns().all()) {
            switch (pattern) {
                case TopicPattern.Exactly(var topic) -> add(byTopic, topic, subscriber);
                case TopicPattern.Form form -> add(byForm, form, subscriber);
            }
        }
    }

    /// False if it was not there.
    boolean remove(Subscriber subscriber) {
        for (var pattern : subscriber.patterns().all()) {
            switch (pattern) {
                case TopicPattern.Exactly(var topic) -> remove(byTopic, topic, subscriber);
                case TopicPattern.Form form -> remove(byForm, form, subscriber);
            }
        }
        return all.remove(subscriber);
    }

    void forEach(Consumer<Subscriber> action) {
        all.forEach(action);
    }

    /// Visits the subscribers that match one of the topics; those that match in several ways, several times.
    void forEachThatHears(List<Topic> topics, Consumer<Subscriber> action) {
        for (int i = 0; i < topics.size(); i++) {
            var topic = topics.get(i);
            byTopic.getOrDefault(topic, Set.of()).forEach(action);
            byForm.forEach((form, subscribers) -> {
                if (form.matches(topic)) {
                    subscribers.forEach(action);
                }
            });
        }
    }

    private static <K> void add(Map<K, Set<Subscriber>> index, K key, Subscriber subscriber) {
        index.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(subscriber);
    }

    private static <K> void remove(Map<K, Set<Subscriber>> index, K key, Subscriber subscriber) {
        index.computeIfPresent(key, (_, subscribers) -> {
            subscribers.remove(subscriber);
            return subscribers.isEmpty() ? null : subscribers;
        });
    }
}
