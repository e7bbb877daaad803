package io.tidings.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.tidings.delivery.IdleConnection;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Cursor;
import io.tidings.event.Selection;
import io.tidings.refusal.RefusedException;
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The end of streams when the hub stops.
@QuarkusTest
class DrainTest {
    @Inject
    Lanes lanes;

    @Inject
    StreamLimits streams;

    @Inject
    DrainConfig config;

    @Inject
    Vertx vertx;

    @Test
    void aStreamThatIsBeingOpenedWhenTheHubBeginsToDrainEndsToo() throws Exception {
        var drain = new Drain(lanes, streams, config, Telemetry.NONE, Duration.ZERO);
        var loop = ((VertxInternal) vertx).getEventLoopGroup().next();
        var stream = new OpenUntilClosed();
        var subscriber = new Subscriber(Selection.of("drained"), new Cursor.Now(), NativeFormat.PLAIN, stream);
        loop.submit(() -> {
                    drain.refuseIfBegun();
                    CompletableFuture.runAsync(() -> drain(drain)).join();
                    assertThrows(RefusedException.class, drain::refuseIfBegun);
                    lanes.of(loop).lane().add(() -> Optional.of(subscriber));
                })
                .get();
        assertNotNull(stream.closed.get(10, TimeUnit.SECONDS));
        lanes.of(loop).lane().remove(subscriber);
    }

    private static void drain(Drain drain) {
        try {
            drain.drain(new ShutdownDelayInitiatedEvent());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fewStreamsEndSoonAndManyTakeTheTimeThereIs() {
        assertEquals(Duration.ZERO, Drain.spread(0, Duration.ofSeconds(10)));
        assertEquals(Duration.ofMillis(50), Drain.spread(5, Duration.ofSeconds(10)));
        assertEquals(Duration.ofSeconds(9), Drain.spread(100_000, Duration.ofSeconds(10)));
        assertEquals(Duration.ZERO, Drain.spread(100_000, Duration.ofSeconds(-10)));
    }

    private static final class OpenUntilClosed extends IdleConnection {
        private final CompletableFuture<byte[]> closed = new CompletableFuture<>();

        @Override
        public void close(byte[] last) {
            closed.complete(last);
        }
    }
}
