package io.tidings.log.redis;

import io.tidings.log.LogUnavailableException;
import io.tidings.log.Tail;
import io.tidings.redis.DedicatedConnection;
import io.tidings.redis.LostConnectionException;
import io.tidings.redis.RedisFailure;
import io.tidings.redis.RedisUnavailableException;
import io.tidings.redis.ScriptCall;
import io.tidings.telemetry.Telemetry;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows the log on a connection and a thread of its own, from the first listener on. Redis answers at least
/// twice a second, even if nothing is appended, so silence means that it is away.
final class RedisTail implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisTail.class);
    private static final int BLOCK_MILLIS = 500;
    private static final long BEAT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SILENT_NANOS = Duration.ofSeconds(4).toNanos();

    /// Redis answers twice as often.
    private static final long CURRENT_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long PAUSE_MILLIS = 100;
    private static final long UNFINISHED_MILLIS = 10;

    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private final RedisScripts scripts;
    private final FollowedLog followed;
    private final Telemetry telemetry;
    private final DedicatedConnection connection;
    private final String name = UUID.randomUUID().toString();
    private @Nullable Thread thread;
    private volatile boolean closed;
    private volatile @Nullable LogUnavailableException failure;
    private volatile long heardAt;
    private volatile long upToDateAt;

    /// True from the loss of the connection until Redis answers again.
    private boolean lost;

    private long beatAt;

    RedisTail(RedisScripts scripts, EntryParser entries, Telemetry telemetry) {
        this.scripts = scripts;
        this.followed = new FollowedLog(entries, scripts::saw);
        this.telemetry = telemetry;
        this.connection = scripts.connect();
    }

    /// Begins to follow with the first listener.
    synchronized Tail join(Tail.Listener listener) {
        if (thread == null) {
            begin();
            thread = Thread.ofPlatform().name("redis-tail").daemon().start(this::run);
        }
        return followed.join(listener);
    }

    private void begin() {
        try {
            followed.begin(RedisScripts.available(() -> connection.run(call(true))));
            heardAt = System.nanoTime();
            upToDateAt = heardAt;
        } catch (LostConnectionException e) {
            throw new LogUnavailableException("the connection to Redis broke while the hub started: start it again", e);
        }
    }

    private void run() {
        while (!closed) {
            try {
                step();
                wellAgain();
            } catch (RedisUnavailableException e) {
                remember(new LogUnavailableException(String.valueOf(e.getMessage()), e));
            } catch (LostConnectionException e) {
                lost = true;
                remember(new LogUnavailableException("lost the connection to Redis", e));
            } catch (RuntimeException | Error e) {
                LOG.error("What Redis said is not understood", e);
                remember(new LogUnavailableException("what Redis said is not understood", e));
            }
        }
        connection.close();
    }

    private void step() {
        boolean beat = System.nanoTime() - beatAt > BEAT_NANOS;
        var call = call(beat);
        var replies = followed.isBehind()
                ? Arrays.<@Nullable Response>asList(null, connection.run(call))
                : connection.runAfter(nextEvent(), call);
        heardAt = System.nanoTime();
        var reply = Objects.requireNonNull(replies.getLast());
        int found = followed.take(reply);
        if (!followed.isBehind()) {
            upToDateAt = heardAt;
        }
        var refusal = reply.get(FollowedLog.REFUSAL).toString();
        if (!refusal.isEmpty()) {
            throw RedisFailure.refusal(refusal);
        }
        if (beat) {
            beatAt = heardAt;
        }
        if (replies.getFirst() != null && found == 0) {
            // An append in parts has begun: what wakes this thread is there, and does not count yet.
            pause(UNFINISHED_MILLIS);
        }
    }

    /// Waits until there is one, or for a while. What it returns is not handed over: the script finds it again, and
    /// more.
    private Request nextEvent() {
        return Request.cmd(Command.XREAD)
                .arg("COUNT")
                .arg(1)
                .arg("BLOCK")
                .arg(BLOCK_MILLIS)
                .arg("STREAMS")
                .arg(scripts.keys().events())
                .arg(followed.position().toString());
    }

    private ScriptCall call(boolean beat) {
        return followed.addTo(scripts.call(LogScripts.FOLLOW, List.of()).with(name))
                .with(MAX_EVENTS)
                .with(MAX_BYTES)
                .with(beat ? 1 : 0);
    }

    /// Tells the listeners that this replica has dropped a topic on request. The number is that of all such requests to
    /// the log.
    void hearOfDrops(long all) {
        followed.hearOfDrops(all);
    }

    private void remember(LogUnavailableException unavailable) {
        if (failure == null && !closed) {
            LOG.errorf("The log does not follow Redis for now: %s", unavailable.getMessage());
            LOG.debug("The log does not follow Redis for now", unavailable);
        }
        failure = unavailable;
        pause(PAUSE_MILLIS);
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    private void wellAgain() {
        if (failure != null) {
            failure = null;
            if (lost) {
                lost = false;
                telemetry.reconnected();
            }
            LOG.info("The log follows Redis again");
        }
    }

    /// True if it follows, or tries to.
    synchronized boolean isFollowing() {
        return thread != null;
    }

    /// For how long it has not had all events, or has not heard of Redis; zero if it was told lately that there are no
    /// more.
    Duration lag() {
        if (!isFollowing()) {
            return Duration.ZERO;
        }
        long nanos = System.nanoTime() - upToDateAt;
        return nanos > CURRENT_NANOS ? Duration.ofNanos(nanos) : Duration.ZERO;
    }

    /// Throws if Redis is away, or has not been heard of for too long.
    void check() {
        var unavailable = failure;
        if (unavailable != null) {
            throw new LogUnavailableException(String.valueOf(unavailable.getMessage()), unavailable);
        }
        if (System.nanoTime() - heardAt > SILENT_NANOS) {
            throw new LogUnavailableException("Redis has not been heard of for a while");
        }
    }

    @Override
    public void close() {
        closed = true;
        var running = thread;
        if (running == null) {
            connection.close();
        } else {
            running.interrupt();
            Threads.join(running);
        }
    }
}
