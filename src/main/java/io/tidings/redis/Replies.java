package io.tidings.redis;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waits for what Redis replies.
final class Replies {
    /// Beyond the time after which the client itself gives up a connection that is silent.
    private static final long PATIENCE_SECONDS = 15;

    private Replies() {}

    static <T extends @Nullable Object> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
