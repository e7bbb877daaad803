package io.tidings.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
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
    private @Nullable RedisConnection connection;

    public DedicatedConnection(Redis redis) {
        this.redis = redis;
    }

    /// Runs a script.
    public Response run(ScriptCall call) {
        try {
            return lastOf(open -> open.send(call.byDigest()));
        } catch (UnknownScriptException _) {
            return lastOf(open -> open.send(call.whole()));
        }
    }

    /// Runs the script once a command is done, in the same round trip. The command's reply comes first, if there is
    /// one.
    public List<@Nullable Response> runAfter(Request first, ScriptCall call) {
        try {
            return send(open -> {
                var done = open.send(first);
                return open.send(call.byDigest())
                        .compose(reply -> done.map(it -> Arrays.<@Nullable Response>asList(it, reply)));
            });
        } catch (UnknownScriptException _) {
            return Arrays.<@Nullable Response>asList(null, run(call));
        }
    }

    /// Runs the script and then a command, in the same round trip and, in a cluster, on the same node.
    public List<@Nullable Response> runBefore(ScriptCall call, Request last) {
        try {
            return send(open -> open.batch(List.of(call.byDigest(), last)));
        } catch (UnknownScriptException _) {
            return send(open -> open.batch(List.of(call.whole(), last)));
        }
    }

    private Response lastOf(Function<RedisConnection, Future<@Nullable Response>> sending) {
        return Objects.requireNonNull(this.<@Nullable Response>send(sending));
    }

    private <T extends @Nullable Object> T send(Function<RedisConnection, Future<T>> sending) {
        var open = open();
        try {
            return Replies.await(sending.apply(open));
        } catch (LostConnectionException | RedisUnavailableException e) {
            close();
            throw e;
        }
    }

    private RedisConnection open() {
        var open = connection;
        if (open == null) {
            try {
                open = Replies.await(redis.connect());
            } catch (LostConnectionException e) {
                throw new RedisUnavailableException("cannot reach Redis: " + e.getCause(), e);
            }
            connection = open;
        }
        return open;
    }

    /// Lets Redis end the connection, so that the client does not give it to another caller: the server may have
    /// become a replica.
    @Override
    public void close() {
        var open = connection;
        connection = null;
        if (open != null) {
            open.send(Request.cmd(Command.QUIT)).onComplete(_ -> open.close());
        }
    }
}
