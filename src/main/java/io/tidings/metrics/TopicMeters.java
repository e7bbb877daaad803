package io.tidings.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tidings.delivery.SubscriberCounts;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.EventLog;
import io.tidings.log.Tail;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts the events and the subscribers of the topics that the configuration names. All others have no series, for
/// clients choose their names. Costs nothing if none is named.
@Startup
@Singleton
class TopicMeters implements Tail.Listener {
    private final Map<Topic, Counter> events = new HashMap<>();
    private final @Nullable Tail tail;

    TopicMeters(MetricsConfig config, MeterRegistry registry, SubscriberCounts subscribers, EventLog log) {
        config.topics().orElse(List.of()).stream()
                .map(name -> new Topic(name.strip()))
                .forEach(topic -> add(topic, registry, subscribers));
        tail = events.isEmpty() ? null : log.tail(this);
    }

    private void add(Topic topic, MeterRegistry registry, SubscriberCounts subscribers) {
        events.put(
                topic,
                Counter.builder("tidings.topic.events")
                        .description("Events of a topic that this hub had from its log, whichever hub published them.")
                        .tag("topic", topic.name())
                        .register(registry));
        Gauge.builder("tidings.topic.subscribers", () -> subscribers.of(topic))
                .description("Subscribers of a topic at this hub.")
                .tag("topic", topic.name())
                .register(registry);
    }

    @Override
    public void appended(List<Event> appended) {
        for (var event : appended) {
            for (var topic : event.topics()) {
                var counter = events.get(topic);
                if (counter != null) {
                    counter.increment();
                }
            }
        }
    }

    @Override
    public void dropped() {}

    /// Events up to the id may be missing from the count.
    @Override
    public void interrupted(EventId id) {}

    @PreDestroy
    void stop() {
        if (tail != null) {
            tail.close();
        }
    }
}
