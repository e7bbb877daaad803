package io.tidings.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A connection of its own to Redis, made when it is needed and again after it broke. For one thread, which it blocks.
/// A method throws [LostConnectionException] if Redis may have got the call, and
/// [RedisUnavailableException] if it has not, or has refused it.
public final class DedicatedConnection implements AutoCloseable {
    private final Redis redis;
    private @Nullable Future<RedisConnection> connection;

    public DedicatedConnection(Redis redis) {
        this.redis = redis;
    }

    /// Runs a script.
    public Response run(ScriptCall call) {
        return run(call, Replies.PATIENCE);
    }

    /// Runs a script, if Redis is reached and answers within the patience.
    public Response run(ScriptCall call, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            return Objects.requireNonNull(this.<@Nullable Response>send(open -> open.send(call.byDigest()), end));
        } catch (UnknownScriptException _) {
            return Objects.requireNonNull(this.<@Nullable Response>send(open -> open.send(call.whole()), end));
        }
    }

    /// Runs the script once a command is done, in the same round trip. The command's reply comes first, if there is
    /// one.
    public List<@Nullable Response> runAfter(Request first, ScriptCall call) {
        long end = System.nanoTime() + Replies.PATIENCE.toNanos();
        try {
            return send(
                    open -> {
                        var done = open.send(first);
                        return open.send(call.byDigest())
                                .compose(reply -> done.map(it -> Arrays.<@Nullable Response>asList(it, reply)));
                    },
                    end);
        } catch (UnknownScriptException _) {
            return Arrays.<@Nullable Response>asList(null, run(call));
        }
    }

    /// Runs the script and then a command, in the same round trip and, in a cluster, on the same node, if Redis is
    /// reached and answers within the patience.
    public List<@Nullable Response> runBefore(ScriptCall call, Request last, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            return send(open -> open.batch(List.of(call.byDigest(), last)), end);
        } catch (UnknownScriptException _) {
            return send(open -> open.batch(List.of(call.whole(), last)), end);
        }
    }

    private <T extends @Nullable Object> T send(Function<RedisConnection, Future<T>> sending, long end) {
        var open = open(end);
        try {
            return Replies.await(sending.apply(open), until(end));
        } catch (LostConnectionException | RedisUnavailableException e) {
            close();
            throw e;
        }
    }

    /// A connection that is not there in time is kept for the next call: while Redis hangs, each one that is asked for
    /// takes a place in the client's pool.
    private RedisConnection open(long end) {
        var opening = connection;
        if (opening == null) {
            opening = redis.connect();
            connection = opening;
        }
        if (opening.succeeded()) {
            return opening.result();
        }
        try {
            return Replies.await(opening, until(end));
        } catch (LostConnectionException e) {
            if (!opening.isComplete()) {
                throw new RedisUnavailableException(
                        "Redis does not answer: start it, or correct quarkus.redis.hosts", e);
            }
            close();
            throw Unreachable.because(e);
        } catch (RedisUnavailableException e) {
            close();
            throw e;
        }
    }

    private static Duration until(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /// Lets Redis end the connection, and gives it back to the client only then: the server may have become a replica,
    /// and another caller would get a connection that is about to end.
    @Override
    public void close() {
        var opening = connection;
        connection = null;
        if (opening != null) {
            var _ = opening.onSuccess(DedicatedConnection::end);
        }
    }

    private static void end(RedisConnection open) {
        var ended = Promise.<@Nullable Void>promise();
        open.endHandler(_ -> ended.tryComplete());
        open.send(Request.cmd(Command.QUIT)).onFailure(_ -> ended.tryComplete());
        ended.future().onComplete(_ -> open.close());
    }
}
