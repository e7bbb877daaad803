package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.log.LogUnavailableException;
import io.tidings.redis.DedicatedConnection;
import io.tidings.redis.RedisScript;
import io.tidings.redis.RedisUnavailableException;
import io.tidings.redis.ScriptCall;
import io.tidings.redis.SharedConnections;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Redis as the log sees it: scripts over its keys. Remembers the greatest id that this replica has seen and tells it
/// with each call, so that a server that knows less than that never gives such an id again.
final class RedisScripts {
    private final Redis redis;
    private final SharedConnections connections;
    private final Keys keys;
    private final Optional<InstantSource> clock;
    private final AtomicReference<EventId> seen = new AtomicReference<>(EventId.ZERO);

    /// Without a clock, that of the server holds for all.
    RedisScripts(Redis redis, Keys keys, Optional<InstantSource> clock) {
        this.redis = redis;
        this.connections = new SharedConnections(redis);
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
    ScriptCall call(RedisScript script, List<String> more) {
        var all = new ArrayList<>(keys.shared());
        all.addAll(more);
        return new ScriptCall(script, all)
                .with(clock.map(source -> Long.toString(source.millis())).orElse(""))
                .with(seen.get().toString())
                .with(UUID.randomUUID().toString());
    }

    DedicatedConnection connect() {
        return new DedicatedConnection(redis);
    }

    /// Runs a script that may safely run twice. Throws [LogUnavailableException].
    Response run(ScriptCall call) {
        return available(() -> connections.run(call));
    }

    /// Sends a command that may safely be sent twice. Throws [LogUnavailableException].
    Response send(Request request) {
        return available(() -> connections.send(request));
    }

    /// Does what needs Redis, and throws [LogUnavailableException] for what Redis cannot do.
    static <T> T available(Supplier<T> call) {
        try {
            return call.get();
        } catch (RedisUnavailableException e) {
            throw new LogUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
