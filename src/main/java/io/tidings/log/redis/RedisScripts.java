package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.log.LogUnavailableException;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Redis as the log sees it: scripts over its keys. Remembers the greatest id that this replica has seen and tells it
/// with each call, so that a server that knows less than that never gives such an id again.
final class RedisScripts {
    /// Beyond the time after which the client itself gives up a connection that is silent.
    private static final long PATIENCE_SECONDS = 15;

    /// The client has more connections than this; one each is for those who write and who follow.
    private static final int MAX_READERS = 4;

    private final Redis redis;
    private final Keys keys;
    private final Optional<InstantSource> clock;
    private final AtomicReference<EventId> seen = new AtomicReference<>(EventId.ZERO);
    private final Semaphore readers = new Semaphore(MAX_READERS, true);

    /// Without a clock, that of the server holds for all.
    RedisScripts(Redis redis, Keys keys, Optional<InstantSource> clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    Keys keys() {
        return keys;
    }

    void saw(EventId id) {
        seen.accumulateAndGet(id, EventId::max);
    }

    /// A call of a script that takes these keys beside the shared ones.
    ScriptCall call(Script script, List<String> more) {
        var all = new ArrayList<>(keys.shared());
        all.addAll(more);
        return new ScriptCall(script, all)
                .with(clock.map(source -> Long.toString(source.millis())).orElse(""))
                .with(seen.get())
                .with(UUID.randomUUID().toString());
    }

    /// A connection of its own.
    DedicatedConnection connect() {
        return new DedicatedConnection(redis);
    }

    /// Runs a script that may safely run twice, on one of the connections that all share.
    Response run(ScriptCall call) {
        return twice(() -> {
            try {
                return Objects.requireNonNull(await(redis.send(call.script().byDigest(call))));
            } catch (UnknownScriptException _) {
                return Objects.requireNonNull(await(redis.send(call.script().whole(call))));
            }
        });
    }

    /// Sends a command that may safely be sent twice.
    Response send(Request request) {
        return twice(() -> Objects.requireNonNull(await(redis.send(request))));
    }

    /// A connection may break that nobody has used for a while.
    private Response twice(Supplier<Response> attempt) {
        readers.acquireUninterruptibly();
        try {
            return attempt.get();
        } catch (LostConnectionException _) {
            return lastly(attempt);
        } finally {
            readers.release();
        }
    }

    private static Response lastly(Supplier<Response> attempt) {
        try {
            return attempt.get();
        } catch (LostConnectionException e) {
            throw new LogUnavailableException("cannot reach Redis: " + e.getCause(), e);
        }
    }

    static <T extends @Nullable Object> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw RedisFailure.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new LostConnectionException("Redis does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while waiting for Redis", e);
        }
    }
}
