package io.tidings.history;

import io.quarkus.runtime.Startup;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.event.Visibility;
import io.tidings.log.EventLog;
import io.tidings.log.Tail;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How many events a second each topic has had lately, whichever hub they were published to. Of a bounded number of
/// topics, with names of a bounded length over all: if there are more, the slowest tenth makes room, once a second.
@Startup
@ApplicationScoped
class TopicRates implements Tail.Listener {
    private static final int MOST_TOPICS = 10_000;
    private static final long MOST_CHARACTERS = 1_000_000;

    private static final long CLEANING_PAUSE = Duration.ofSeconds(1).toNanos();

    private final Map<Topic, TopicRate> rates = new ConcurrentHashMap<>();
    private final AtomicLong characters = new AtomicLong();
    private final LongSupplier nanoTime;
    private final Tail tail;

    /// Of the thread of the tail.
    private long cleanedAt;

    @Inject
    TopicRates(EventLog log) {
        this(log, System::nanoTime);
    }

    TopicRates(EventLog log, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.cleanedAt = nanoTime.getAsLong() - CLEANING_PAUSE;
        this.tail = log.tail(this);
    }

    @PreDestroy
    void stop() {
        tail.close();
    }

    /// Events a second, with the private ones or without them; null if the topic may be one too many. Any thread may
    /// ask.
    @Nullable
    Double of(Topic topic, boolean withPrivate) {
        var rate = rates.get(topic);
        if (rate == null) {
            return isFull() ? null : 0.0;
        }
        return rate.now(nanoTime.getAsLong(), withPrivate);
    }

    private boolean isFull() {
        return rates.size() >= MOST_TOPICS || characters.get() >= MOST_CHARACTERS;
    }

    @Override
    public void appended(List<Event> events) {
        long now = nanoTime.getAsLong();
        for (var event : events) {
            for (var topic : event.topics()) {
                count(topic, event.visibility() == Visibility.PRIVATE, now);
            }
        }
    }

    @Override
    public void dropped() {}

    @Override
    public void interrupted(EventId id) {}

    private void count(Topic topic, boolean isPrivate, long now) {
        var rate = rates.get(topic);
        if (rate == null) {
            if (isFull()) {
                forgetSlowOnes(now);
            }
            if (isFull()) {
                return;
            }
            rate = new TopicRate(now);
            rates.put(topic, rate);
            characters.addAndGet(topic.name().length());
        }
        rate.count(now, isPrivate);
    }

    private void forgetSlowOnes(long now) {
        if (now - cleanedAt < CLEANING_PAUSE) {
            return;
        }
        cleanedAt = now;
        rates.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().now(now, true)))
                .sorted(Map.Entry.comparingByValue())
                .limit(rates.size() / 10)
                .toList()
                .forEach(slow -> forget(slow.getKey()));
    }

    private void forget(Topic topic) {
        rates.remove(topic);
        characters.addAndGet(-topic.name().length());
    }
}
