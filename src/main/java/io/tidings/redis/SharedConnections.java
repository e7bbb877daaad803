package io.tidings.redis;

import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// The connections of a client that many threads use in turn; a caller is blocked. A call may be sent twice, because
/// a connection that was idle for a while may be broken. A method throws [RedisUnavailableException] if Redis
/// cannot be reached, or refuses.
public final class SharedConnections {
    /// Fewer than the connections of the client, so that some are left for those who need one of their own.
    private static final int MAX_CALLS_AT_ONCE = 4;

    private final Redis redis;
    private final Semaphore turns;

    public SharedConnections(Redis redis) {
        this(redis, MAX_CALLS_AT_ONCE);
    }

    /// So many calls at once at most.
    public SharedConnections(Redis redis, int calls) {
        this.redis = redis;
        this.turns = new Semaphore(calls, true);
    }

    /// Runs a script that may safely run twice.
    public Response run(ScriptCall call) {
        return twice(() -> {
            try {
                return Objects.requireNonNull(Replies.await(redis.send(call.byDigest())));
            } catch (UnknownScriptException _) {
                return Objects.requireNonNull(Replies.await(redis.send(call.whole())));
            }
        });
    }

    /// Sends a command that may safely be sent twice.
    public Response send(Request request) {
        return twice(() -> Objects.requireNonNull(Replies.await(redis.send(request))));
    }

    private Response twice(Supplier<Response> attempt) {
        turns.acquireUninterruptibly();
        try {
            return attempt.get();
        } catch (LostConnectionException _) {
            return lastly(attempt);
        } finally {
            turns.release();
        }
    }

    private static Response lastly(Supplier<Response> attempt) {
        try {
            return attempt.get();
        } catch (LostConnectionException e) {
            throw Unreachable.because(e);
        }
    }
}
