package io.tidings.subscribe;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.Startup;
import io.tidings.delivery.FanOut;
import io.tidings.delivery.Lane;
import io.tidings.delivery.OpenStreams;
import io.tidings.delivery.PageReader;
import io.tidings.delivery.StreamListener;
import io.tidings.delivery.StreamState;
import io.tidings.delivery.WindowLimits;
import io.tidings.log.EventLog;
import io.tidings.memory.Budget;
import io.tidings.stream.Chunks;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/// A lane for each event loop of the server, fed by the log.
@Startup
@ApplicationScoped
class Lanes implements OpenStreams {
    private final Map<EventExecutor, LoopStreams> byLoop = new HashMap<>();
    private final FanOut fanOut;

    Lanes(
            Vertx vertx,
            EventLog log,
            SubscribeConfig config,
            PageReader pageReader,
            WindowLimits limits,
            StreamListener listener,
            Telemetry telemetry,
            Tracing tracing,
            Budget budget) {
        fanOut = FanOut.start(log, tracing, start -> {
            for (var loop : ((VertxInternal) vertx).getEventLoopGroup()) {
                var gathering = new GatheringLoop(loop, config.gather().toNanos());
                var lane = new Lane(gathering, pageReader, limits, listener, telemetry, start);
                byLoop.put(loop, new LoopStreams(lane, new Chunks(budget)));
            }
            return List.copyOf(lanes());
        });
    }

    /// The streams of an event loop of this server.
    LoopStreams of(EventExecutor loop) {
        var streams = byLoop.get(loop);
        if (streams == null) {
            throw new IllegalStateException("not an event loop of this server: " + loop);
        }
        return streams;
    }

    void forEach(BiConsumer<EventExecutor, LoopStreams> action) {
        byLoop.forEach(action);
    }

    @Override
    public Collection<Lane> lanes() {
        return byLoop.values().stream().map(LoopStreams::lane).toList();
    }

    @Override
    public CompletionStage<Map<StreamState, Integer>> states() {
        CompletionStage<Map<StreamState, Integer>> all = CompletableFuture.completedStage(Map.of());
        for (var streams : byLoop.values()) {
            all = all.thenCombine(streams.lane().streams().states(), Lanes::sum);
        }
        return all;
    }

    private static Map<StreamState, Integer> sum(Map<StreamState, Integer> some, Map<StreamState, Integer> more) {
        var sum = new HashMap<>(some);
        more.forEach((state, count) -> sum.merge(state, count, Integer::sum));
        return sum;
    }

    /// Closes ⌈open / n⌉ streams of each loop. A stream that a loop is opening now joins its lane in the
    /// loop's next task, so a task of the loop closes that one too.
    void close(long n) {
        byLoop.forEach(
                (loop, streams) -> loop.execute(() -> streams.lane().streams().close(n)));
    }

    /// A reload in development leaves connections open that nobody would write to any more.
    @PreDestroy
    void stop() {
        close(1);
        fanOut.close();
    }
}
