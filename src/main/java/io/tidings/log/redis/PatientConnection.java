package io.tidings.log.redis;

import io.tidings.log.LogUnavailableException;
import io.tidings.redis.DedicatedConnection;
import io.tidings.redis.LostConnectionException;
import io.tidings.redis.ScriptCall;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The writer's connection to Redis. A call to which Redis has not answered by a deadline counts as lost, and each
/// answer puts the deadline off. A method throws [LostConnectionException] if Redis may have got the call, and
/// [LogUnavailableException] if it has not, or has refused it. For one thread.
final class PatientConnection implements AutoCloseable {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    private final DedicatedConnection connection;
    private long deadline;

    PatientConnection(DedicatedConnection connection) {
        this.connection = connection;
    }

    /// Waits for answers from a [System#nanoTime] on, as long as the patience lasts.
    void waitFrom(long nanos) {
        deadline = nanos + PATIENCE_NANOS;
    }

    boolean isPast() {
        return System.nanoTime() - deadline > 0;
    }

    Response run(ScriptCall call) {
        var reply = RedisScripts.available(() -> connection.run(call, left()));
        waitFrom(System.nanoTime());
        return reply;
    }

    /// For a call that may safely be sent twice.
    Response runTwice(ScriptCall call) {
        try {
            return run(call);
        } catch (LostConnectionException _) {
            return runLastly(call);
        }
    }

    private Response runLastly(ScriptCall call) {
        try {
            return run(call);
        } catch (LostConnectionException e) {
            throw new LogUnavailableException("Redis does not answer", e);
        }
    }

    /// With a command behind the call that may wait for this long in Redis.
    List<@Nullable Response> runBefore(ScriptCall call, Request last, Duration wait) {
        return RedisScripts.available(() -> connection.runBefore(call, last, left().plus(wait)));
    }

    private Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    @Override
    public void close() {
        connection.close();
    }
}
