package io.tidings.log.redis;

import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.redis.LostConnectionException;
import io.tidings.redis.ScriptCall;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

/// How a group comes to Redis. Groups are numbered: if the connection breaks, the group is sent again under its
/// number, and Redis answers as it did before if it has kept it. One that was given up is refused, should it arrive
/// after all. For one thread.
final class Sending implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sending.class);
    private static final long PATIENCE_WITH_OTHERS_NANOS =
            Duration.ofSeconds(10).toNanos();
    private static final long PAUSE_MILLIS = 50;
    private static final long PAUSE_FOR_OTHERS_MILLIS = 10;
    private static final Command WAITAOF = Command.create("WAITAOF");

    private final RedisScripts scripts;
    private final Retention retention;
    private final IdempotencyLimits idempotency;
    private final RedisOptions.Wait wait;
    private final PatientConnection connection;
    private final String name = UUID.randomUUID().toString();
    private final Mending mending;
    private boolean mayHaveLeftSomething;
    private long number;

    Sending(RedisScripts scripts, Retention retention, IdempotencyLimits idempotency, RedisOptions.Wait wait) {
        this.scripts = scripts;
        this.retention = retention;
        this.idempotency = idempotency;
        this.wait = wait;
        this.connection = new PatientConnection(scripts.connect());
        this.mending = new Mending(scripts, retention, name);
    }

    /// Sends the group until it is known what became of it, or Redis has not answered for two seconds. The first of
    /// them begin at a [System#nanoTime]. Returns the ids of the group's batches, a line each. Throws
    /// [LogUnavailableException].
    String send(Group group, long begin) throws InterruptedException {
        connection.waitFrom(begin);
        if (connection.isPast()) {
            throw new LogUnavailableException("Redis does not answer, and was not asked to keep this");
        }
        number++;
        try {
            if (mayHaveLeftSomething) {
                mend();
                mayHaveLeftSomething = false;
            }
            return sendParts(group);
        } catch (RuntimeException e) {
            mayHaveLeftSomething = true;
            throw e;
        }
    }

    /// After an append in parts: its events count and are read, but the topics are yet to be told.
    void finish() {
        try {
            mend();
        } catch (LogUnavailableException e) {
            LOG.debug("the next append will tell the topics of those before", e);
        }
    }

    private void mend() {
        mending.finish(connection::runTwice);
    }

    private String sendParts(Group group) throws InterruptedException {
        long othersUntil = System.nanoTime() + PATIENCE_WITH_OTHERS_NANOS;
        boolean mayBeKept = false;
        int part = 1;
        while (true) {
            try {
                var answer = sendOnce(call(group, part), part == group.parts());
                switch (answer) {
                    case "next" -> {
                        part++;
                        continue;
                    }
                    case "again" -> part = 1;
                    case "busy" -> {
                        part = 1;
                        Thread.sleep(PAUSE_FOR_OTHERS_MILLIS);
                    }
                    case "mend" -> {
                        part = 1;
                        mend();
                    }
                    default -> {
                        if (part == group.parts()) {
                            return answer;
                        }
                        // It was kept before: asked for its end, Redis says the same, and waits for its replicas.
                        part = group.parts();
                    }
                }
                if (System.nanoTime() - othersUntil > 0) {
                    throw new LogUnavailableException("other hubs append large batches: try again");
                }
                continue;
            } catch (LostConnectionException e) {
                mayBeKept |= part == group.parts();
                throwIfPast(mayBeKept, e);
            } catch (LogUnavailableException e) {
                if (!mayBeKept) {
                    throw e;
                }
                throwIfPast(true, e);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void throwIfPast(boolean mayBeKept, RuntimeException cause) {
        if (connection.isPast()) {
            throw mayBeKept
                    ? LogUnavailableException.mayBeKept(
                            "Redis went away before it answered, and may have kept this or not", cause)
                    : new LogUnavailableException("Redis went away before it had all of this", cause);
        }
    }

    private String sendOnce(ScriptCall call, boolean isLast) {
        if (!isLast || (wait.replicas() == 0 && wait.place() == RedisOptions.Place.MEMORY)) {
            return connection.run(call).toString();
        }
        var replies = connection.runBefore(call, waitForReplicas(), wait.timeout());
        wait.missing(Objects.requireNonNull(replies.getLast())).ifPresent(missing -> {
            throw LogUnavailableException.mayBeKept("Redis has kept this, but " + missing, null);
        });
        return Objects.requireNonNull(replies.getFirst()).toString();
    }

    private Request waitForReplicas() {
        var request = wait.place() == RedisOptions.Place.MEMORY
                ? Request.cmd(Command.WAIT)
                : Request.cmd(WAITAOF).arg(1);
        return request.arg(wait.replicas()).arg(wait.timeout().toMillis());
    }

    ScriptCall call(Group group, int part) {
        var topics = group.topics(part);
        var keys = new ArrayList<String>();
        keys.add(scripts.keys().writer(name));
        keys.addAll(scripts.keys().topics(topics.stream()));
        var call = scripts.call(LogScripts.APPEND, keys)
                .with(name)
                .with(number)
                .with(part)
                .with(group.parts())
                .with(idempotency.window().toMillis())
                .with(idempotency.keys());
        TopicRules.add(topics, retention, call);
        group.addTo(call, part, topics);
        return call;
    }

    @Override
    public void close() {
        connection.close();
    }
}
