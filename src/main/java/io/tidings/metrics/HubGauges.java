package io.tidings.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.delivery.OpenStreams;
import io.tidings.delivery.StreamState;
import io.tidings.event.EventId;
import io.tidings.log.EventLog;
import io.tidings.log.Extent;
import io.tidings.log.LogUnavailableException;
import io.tidings.memory.Budget;
import io.tidings.telemetry.OpenStreamCount;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/// Shows how much there is just now: of streams, of the log, and of memory.
@Startup
@Singleton
class HubGauges {
    private final OpenStreamCount open;
    private final Sample<Map<StreamState, Integer>> states;
    private final Sample<Extent> extent;
    private final Sample<Boolean> isUnavailable;
    private final InstantSource clock = InstantSource.system();

    HubGauges(
            MeterRegistry registry,
            OpenStreamCount open,
            OpenStreams streams,
            EventLog log,
            Budget budget,
            @VirtualThreads ExecutorService threads) {
        this.open = open;
        states = new Sample<>(Map.of(), streams::states);
        extent = new Sample<>(Extent.EMPTY, () -> CompletableFuture.supplyAsync(log::extent, threads));
        isUnavailable = new Sample<>(false, () -> CompletableFuture.supplyAsync(() -> isUnavailable(log), threads));
        for (var state : StreamState.values()) {
            Gauge.builder("tidings.streams", () -> streams(state))
                    .description("Open streams: live, catching up from the log, or stalled because their connections"
                            + " take nothing.")
                    .tag("state", Labelled.slug(state))
                    .register(registry);
        }
        Gauges.of(
                "tidings.log.unavailable",
                "1 while the log takes no events, otherwise 0.",
                registry,
                () -> isUnavailable.get() ? 1 : 0);
        Gauges.of(
                "tidings.log.events",
                "Events that the log keeps.",
                registry,
                () -> extent.get().events());
        Gauges.of(
                "tidings.log.bytes",
                "bytes",
                "Bytes that the log takes, of those that it may.",
                registry,
                () -> extent.get().bytes());
        Gauges.of(
                "tidings.log.oldest", "seconds", "Age of the oldest event that the log keeps.", registry, this::oldest);
        Gauges.of(
                "tidings.tail.lag",
                "seconds",
                "For how long this hub has not had all events of its log; 0 while it has them.",
                registry,
                () -> log.tailLag().toMillis() / 1_000.0);
        Gauges.of("tidings.memory.held", "bytes", "Bytes that are held for clients.", registry, budget::held);
        Gauges.of("tidings.memory.limit", "bytes", "Bytes that may be held for clients.", registry, budget::limit);
    }

    private static boolean isUnavailable(EventLog log) {
        try {
            log.check();
            return false;
        } catch (LogUnavailableException _) {
            return true;
        }
    }

    /// Every stream that is neither catching up nor stalled is live, those of the clock included.
    private Number streams(StreamState state) {
        var counted = states.get();
        int behind = counted.getOrDefault(StreamState.CATCHING_UP, 0) + counted.getOrDefault(StreamState.STALLED, 0);
        return state == StreamState.LIVE ? Math.max(0, open.now() - behind) : counted.getOrDefault(state, 0);
    }

    /// In seconds; 0 for a log without events.
    private Number oldest() {
        var now = clock.instant();
        return extent.get()
                .oldest()
                .map(EventId::millis)
                .map(Instant::ofEpochMilli)
                .map(time -> Math.max(0, Duration.between(time, now).toMillis() / 1_000.0))
                .orElse(0.0);
    }
}
