package io.tidings.log.redis;

import io.tidings.log.LogUnavailableException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection of its own to Redis, made when it is needed and again after it broke. For one thread, which it blocks.
/// A method throws [LostConnectionException] if Redis may have got the call, and
/// [io.tidings.log.LogUnavailableException] if it has not, or has refused it.
final class Line implements AutoCloseable {
    private final Redis redis;
    private @Nullable RedisConnection connection;

    Line(Redis redis) {
        this.redis = redis;
    }

    Response run(Call call) {
        try {
            return last(send(List.of(call.script().byDigest(call))));
        } catch (UnknownScriptException _) {
            return last(send(List.of(call.script().whole(call))));
        }
    }

    /// Runs the script once a command is done, in the same round trip.
    Response runAfter(Request first, Call call) {
        try {
            return last(send(List.of(first, call.script().byDigest(call))));
        } catch (UnknownScriptException _) {
            return last(send(List.of(call.script().whole(call))));
        }
    }

    /// Runs the script and then a command, in the same round trip.
    List<@Nullable Response> runBefore(Call call, Request last) {
        try {
            return send(List.of(call.script().byDigest(call), last));
        } catch (UnknownScriptException _) {
            return send(List.of(call.script().whole(call), last));
        }
    }

    private static Response last(List<@Nullable Response> replies) {
        return Objects.requireNonNull(replies.getLast());
    }

    private List<@Nullable Response> send(List<Request> requests) {
        var open = open();
        try {
            return Server.await(open.batch(requests));
        } catch (LostConnectionException | LogUnavailableException e) {
            close();
            throw e;
        }
    }

    private RedisConnection open() {
        var open = connection;
        if (open == null) {
            try {
                open = Server.await(redis.connect());
            } catch (LostConnectionException e) {
                throw new LogUnavailableException("cannot reach Redis: " + e.getCause(), e);
            }
            connection = open;
        }
        return open;
    }

    /// Lets Redis end the connection, rather than the next one get it who needs one: the server may have become a
    /// replica.
    @Override
    public void close() {
        var open = connection;
        connection = null;
        if (open != null) {
            open.send(Request.cmd(Command.QUIT)).onComplete(_ -> open.close());
        }
    }
}
