package io.tidings.redis;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waits for what Redis replies.
final class Replies {
    /// Beyond the time after which the client itself gives up a connection that is silent.
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private Replies() {}

    static <T extends @Nullable Object> T await(Future<T> future) {
        return await(future, PATIENCE);
    }

    static <T extends @Nullable Object> T await(Future<T> future, Duration patience) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw RedisFailure.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new LostConnectionException("Redis does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisUnavailableException("interrupted while waiting for Redis", e);
        }
    }
}
