package io.tidings.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.tidings.delivery.CloseReason;
import io.tidings.delivery.Connection;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Cursor;
import io.tidings.event.Patterns;
import io.tidings.sse.Form;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The end of streams when the hub stops.
@QuarkusTest
class DrainTest {
    @Inject
    Lanes lanes;

    @Inject
    Vertx vertx;

    @Test
    void aStreamThatIsBeingOpenedWhenTheHubBeginsToDrainEndsToo() throws Exception {
        var drain = new Drain(lanes);
        var loop = ((VertxInternal) vertx).getEventLoopGroup().next();
        var stream = new OpenUntilClosed();
        var subscriber = new Subscriber(Patterns.of("drained"), new Cursor.Now(), Form.PLAIN, stream);
        try (var scheduler = Executors.newSingleThreadScheduledExecutor()) {
            loop.submit(() -> {
                        drain.check();
                        drain.endStreamsAfterDelay(
                                new ShutdownDelayInitiatedEvent(), Optional.of(Duration.ZERO), scheduler);
                        scheduler.submit(() -> {}).get();
                        lanes.of(loop).lane().add(() -> Optional.of(subscriber));
                        return true;
                    })
                    .get();
        }
        assertEquals(CloseReason.DRAINING, stream.closed.get(10, TimeUnit.SECONDS));
        lanes.of(loop).lane().remove(subscriber);
    }

    private static final class OpenUntilClosed implements Connection {
        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

        @Override
        public void send(byte[] bytes) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void whenWritable(Runnable action) {}

        @Override
        public void close(CloseReason reason) {
            closed.complete(reason);
        }
    }
}
