package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Tail;
import io.tidings.log.TailListeners;
import io.tidings.redis.DedicatedConnection;
import io.tidings.redis.LostConnectionException;
import io.tidings.redis.RedisFailure;
import io.tidings.redis.RedisUnavailableException;
import io.tidings.redis.ScriptCall;
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

/// Follows the stream on a connection of its own and hands over what it finds. While nothing comes Redis is
/// heard of twice a second, so that silence means that it is away. When it is back, events that were dropped
/// meanwhile show in the numbers of those that follow, and another log, or one that went back, in its token;
/// listeners are then interrupted.
final class RedisTail implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisTail.class);
    private static final int BLOCK_MILLIS = 500;
    private static final long BEAT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SILENT_NANOS = Duration.ofSeconds(4).toNanos();
    private static final long PAUSE_MILLIS = 100;
    private static final long UNFINISHED_MILLIS = 10;

    /// Where they are in the reply.
    private static final int EVENTS = 5;

    private static final int REFUSAL = 6;

    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private final RedisScripts scripts;
    private final EntryParser entries;
    private final DedicatedConnection connection;
    private final String name = UUID.randomUUID().toString();
    private final TailListeners listeners = new TailListeners();
    private @Nullable Thread thread;
    private volatile boolean closed;
    private volatile @Nullable LogUnavailableException failure;
    private volatile long heardAt;

    private String token = "";
    private EventId position = EventId.ZERO;
    private long number;
    private String lineage = "";
    private long droppedOnRequest;
    private boolean behind;
    private long beatAt;

    RedisTail(RedisScripts scripts, EntryParser entries) {
        this.scripts = scripts;
        this.entries = entries;
        this.connection = scripts.connect();
    }

    /// Begins to follow with the first listener.
    synchronized Tail join(Tail.Listener listener) {
        if (thread == null) {
            begin();
            thread = Thread.ofPlatform().name("redis-tail").daemon().start(this::run);
        }
        return listeners.add(listener, position);
    }

    private void begin() {
        try {
            moveTo(RedisScripts.available(() -> connection.run(call(true))));
            heardAt = System.nanoTime();
        } catch (LostConnectionException e) {
            throw new LogUnavailableException("cannot reach Redis: " + e.getCause(), e);
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
        var replies = behind
                ? Arrays.<@Nullable Response>asList(null, connection.run(call))
                : connection.runAfter(nextEvent(), call);
        heardAt = System.nanoTime();
        var reply = Objects.requireNonNull(replies.getLast());
        take(reply);
        var refusal = reply.get(REFUSAL).toString();
        if (!refusal.isEmpty()) {
            throw RedisFailure.refusal(refusal);
        }
        if (beat) {
            beatAt = heardAt;
        }
        if (replies.getFirst() != null && reply.get(EVENTS).size() == 0) {
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
                .arg(position.toString());
    }

    private ScriptCall call(boolean beat) {
        return scripts.call(LogScripts.FOLLOW, List.of())
                .with(name)
                .with(position.toString())
                .with(number)
                .with(lineage)
                .with(MAX_EVENTS)
                .with(MAX_BYTES)
                .with(beat ? 1 : 0);
    }

    private synchronized void take(Response reply) {
        if (reply.get(0).toString().equals(token)) {
            lineage = reply.get(3).toString();
            hearOfDrops(Numbers.of(reply.get(4)));
            handOver(entries.all(reply.get(EVENTS)));
            behind = Ids.of(reply.get(1)).isAfter(position) && reply.get(EVENTS).size() > 0;
        } else {
            LOG.warn("The log in Redis is another one, or has lost events: subscribers are told of a gap");
            moveTo(reply);
            listeners.interrupted(position);
        }
    }

    private void moveTo(Response reply) {
        token = reply.get(0).toString();
        position = Ids.of(reply.get(1));
        number = Numbers.of(reply.get(2));
        lineage = reply.get(3).toString();
        droppedOnRequest = Numbers.of(reply.get(4));
        behind = false;
        scripts.saw(position);
    }

    private void handOver(List<EntryParser.Numbered> found) {
        if (found.isEmpty()) {
            return;
        }
        boolean isWhole =
                found.getFirst().number() == number + 1 && found.getLast().number() == number + found.size();
        position = found.getLast().event().id();
        number = found.getLast().number();
        scripts.saw(position);
        if (isWhole) {
            listeners.appended(found.stream().map(EntryParser.Numbered::event).toList());
        } else {
            listeners.interrupted(position);
        }
    }

    /// Tells of a topic that was dropped on request, once, whether the replica itself or the stream hears of it first.
    synchronized void hearOfDrops(long all) {
        if (all > droppedOnRequest) {
            droppedOnRequest = all;
            listeners.dropped();
        }
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
            LOG.info("The log follows Redis again");
        }
    }

    /// True if it follows, or tries to.
    synchronized boolean isFollowing() {
        return thread != null;
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
