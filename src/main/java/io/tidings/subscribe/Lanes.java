package io.tidings.subscribe;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.MemorySize;
import io.tidings.delivery.FanOut;
import io.tidings.delivery.Lane;
import io.tidings.delivery.Loop;
import io.tidings.delivery.PageReader;
import io.tidings.delivery.SubscriberCounts;
import io.tidings.delivery.WindowLimits;
import io.tidings.event.EventId;
import io.tidings.log.EventLog;
import io.tidings.log.PageLimit;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// A lane for each event loop of the server, fed by the log.
@Startup
@ApplicationScoped
class Lanes {
    /// A heartbeat is due after so many beats without a word.
    private static final int BEATS = 3;

    /// The window takes this part of the budget at most: a sixteenth.
    private static final int LARGEST_WINDOW = 16;

    private static final PageLimit PAGE = new PageLimit(512, 64 * 1024);

    private final Map<EventExecutor, Place> byLoop = new HashMap<>();
    private final Duration gather;
    private final SubscriberCounts subscriberCounts = new SubscriberCounts();
    private final ExecutorService readers;
    private final FanOut fanOut;
    private final List<ScheduledFuture<?>> beats;

    Lanes(
            Vertx vertx,
            EventLog log,
            SubscribeConfig config,
            Telemetry telemetry,
            Budget budget,
            @ConfigProperty(name = "tidings.publish.max-event-size", defaultValue = "1M") MemorySize largestEvent) {
        gather = config.gather();
        readers = Executors.newFixedThreadPool(
                config.readers(), Thread.ofVirtual().factory());
        var pageReader = new PageReader(log, readers, PAGE, maxBytes(largestEvent), budget);
        var limits = recentLimits(config, budget);
        var loops = StreamSupport.stream(
                        ((VertxInternal) vertx).getEventLoopGroup().spliterator(), false)
                .toList();
        fanOut = FanOut.start(
                log,
                start -> loops.stream()
                        .map(loop -> newLane(loop, new Chunks(budget), pageReader, limits, telemetry, start))
                        .toList());
        long beat = config.heartbeat().toMillis() / BEATS;
        beats = byLoop.entrySet().stream()
                .<ScheduledFuture<?>>map(entry -> entry.getKey()
                        .scheduleAtFixedRate(
                                () -> entry.getValue().lane().beat(BEATS), beat, beat, TimeUnit.MILLISECONDS))
                .toList();
    }

    /// A page has one event at least, as it was kept and as it is sent.
    private static long maxBytes(MemorySize largestEvent) {
        return 2 * Math.max(largestEvent.asLongValue(), PAGE.bytes());
    }

    /// The window of recent frames, and what waits for a lane beside it, are held from the start. Lanes share
    /// frames.
    private static WindowLimits recentLimits(SubscribeConfig config, Budget budget) {
        long bytes = Math.min(config.recentSize().asLongValue(), budget.limit() / LARGEST_WINDOW);
        budget.tryTake(Use.SENDING, 2 * bytes);
        return new WindowLimits(config.recentEvents(), bytes);
    }

    private Lane newLane(
            EventExecutor loop,
            Chunks chunks,
            PageReader pageReader,
            WindowLimits limits,
            Telemetry telemetry,
            EventId start) {
        var lane = new Lane(new GatheringLoop(loop, gather), pageReader, limits, subscriberCounts, telemetry, start);
        byLoop.put(loop, new Place(lane, chunks));
        return lane;
    }

    /// Where the streams of an event loop live, and what they share.
    record Place(Lane lane, Chunks chunks) {}

    private record GatheringLoop(EventExecutor loop, Duration gather) implements Loop {
        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public void executeLater(Runnable task) {
            var _ = loop.schedule(task, gather.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// The place of an event loop of this server.
    Place of(EventExecutor loop) {
        var place = byLoop.get(loop);
        if (place == null) {
            throw new IllegalStateException("not an event loop of this server: " + loop);
        }
        return place;
    }

    /// Who listens on this node.
    SubscriberCounts subscriberCounts() {
        return subscriberCounts;
    }

    /// Closes ⌈open / n⌉ streams of each loop. A stream that a loop is opening now joins its lane in the
    /// loop's next task, so a task of the loop closes that one too.
    void close(long n) {
        byLoop.forEach((loop, place) -> loop.execute(() -> place.lane().close(n)));
    }

    /// A reload in development leaves connections open that nobody would write to any more.
    @PreDestroy
    void stop() {
        close(1);
        beats.forEach(beat -> beat.cancel(false));
        fanOut.close();
        readers.shutdownNow();
    }
}
