package io.tidings.log.redis;

import io.tidings.event.Draft;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/// The one thread of this replica that appends. What has queued up goes to Redis as one group, in one call and with one
/// wait for its disk. Groups are numbered: if the connection breaks, the group is sent again under its number, and
/// Redis answers as it did before if it has kept it. One that was given up is refused, should it arrive after all.
final class Writer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final int MOST_EVENTS_A_GROUP = 1_000;
    private static final long MOST_BYTES_A_GROUP = 2L * 1024 * 1024;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long PAUSE_MILLIS = 50;
    private static final Command WAITAOF = Command.create("WAITAOF");

    private static final Queued END = new Queued(Batch.of(Draft.of("end", "")));

    private final Server server;
    private final Retention retention;
    private final IdempotencyLimits idempotency;
    private final RedisOptions.Wait wait;
    private final Line line;
    private final String name = UUID.randomUUID().toString();
    private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("redis-writer").daemon().unstarted(this::run);
    private boolean closed;
    private long group;

    Writer(Server server, Retention retention, IdempotencyLimits idempotency, RedisOptions.Wait wait) {
        this.server = server;
        this.retention = retention;
        this.idempotency = idempotency;
        this.wait = wait;
        this.line = server.connect();
    }

    void start() {
        thread.start();
    }

    private static final class Queued {
        private final Batch batch;
        private final CompletableFuture<IdRange> kept = new CompletableFuture<>();

        Queued(Batch batch) {
            this.batch = batch;
        }

        int events() {
            return batch.drafts().size();
        }

        long bytes() {
            return batch.drafts().stream()
                    .mapToLong(draft -> draft.data().length())
                    .sum();
        }
    }

    /// Gives the ids when Redis has the batch as the options ask, or fails with [LogUnavailableException]. What depends
    /// on it runs on the thread that appends.
    CompletableFuture<IdRange> submit(Batch batch) {
        var queued = new Queued(batch);
        synchronized (this) {
            if (closed) {
                queued.kept.completeExceptionally(new LogUnavailableException("the log is closed"));
            } else {
                queue.add(queued);
            }
        }
        return queued.kept;
    }

    private void run() {
        var batches = new ArrayList<Queued>();
        try {
            while (gather(batches)) {
                keep(batches);
                batches.clear();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt the writer", e);
        } finally {
            line.close();
            var end = new LogUnavailableException("the log is closed");
            batches.forEach(queued -> queued.kept.completeExceptionally(end));
            queue.forEach(queued -> queued.kept.completeExceptionally(end));
        }
    }

    /// Waits for a batch and takes those that have queued up behind it. False at the end.
    private boolean gather(List<Queued> batches) throws InterruptedException {
        var next = queue.take();
        int events = 0;
        long bytes = 0;
        while (next != null && next != END) {
            batches.add(next);
            events += next.events();
            bytes += next.bytes();
            next = events < MOST_EVENTS_A_GROUP && bytes < MOST_BYTES_A_GROUP && queue.peek() != END
                    ? queue.poll()
                    : null;
        }
        return !batches.isEmpty();
    }

    private void keep(List<Queued> batches) throws InterruptedException {
        group++;
        try {
            var lines = send(batches).toString().lines().toList();
            for (int i = 0; i < batches.size(); i++) {
                var ids = range(lines.get(i));
                server.saw(ids.last());
                batches.get(i).kept.complete(ids);
            }
        } catch (LogUnavailableException e) {
            LOG.debug("a group of batches was not kept", e);
            batches.forEach(queued -> queued.kept.completeExceptionally(e));
        } catch (RuntimeException e) {
            LOG.error("a group of batches could not be sent", e);
            var unavailable = new LogUnavailableException("cannot append", e);
            batches.forEach(queued -> queued.kept.completeExceptionally(unavailable));
        }
    }

    private static IdRange range(String line) {
        int space = line.indexOf(' ');
        var first = Ids.of(line.substring(0, space));
        return new IdRange(first, Integer.parseInt(line, space + 1, line.length(), 10));
    }

    /// Sends the group until it is known what became of it, or patience ends.
    private Response send(List<Queued> batches) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean mayBeKept = false;
        while (true) {
            try {
                return sendOnce(call(batches));
            } catch (LostConnectionException e) {
                mayBeKept = true;
                throwIfPast(deadline, e);
            } catch (LogUnavailableException e) {
                if (!mayBeKept) {
                    throw e;
                }
                throwIfPast(deadline, e);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static void throwIfPast(long deadline, RuntimeException cause) {
        if (System.nanoTime() - deadline > 0) {
            throw new LogUnavailableException(
                    "Redis went away before it answered, and may have kept this or not:"
                            + " publish it again with the same Idempotency-Key",
                    cause);
        }
    }

    private Response sendOnce(Call call) {
        if (wait.replicas() == 0 && wait.place() == RedisOptions.Place.MEMORY) {
            return line.run(call);
        }
        var replies = line.runBefore(call, waitForReplicas());
        var last = Objects.requireNonNull(replies.getLast());
        long replicas = Numbers.of(wait.place() == RedisOptions.Place.MEMORY ? last : last.get(1));
        if (replicas < wait.replicas()) {
            throw new LogUnavailableException("Redis has kept this, but only " + replicas + " of " + wait.replicas()
                    + " replicas have it yet: publish it again with the same Idempotency-Key");
        }
        return Objects.requireNonNull(replies.getFirst());
    }

    private Request waitForReplicas() {
        var request = wait.place() == RedisOptions.Place.MEMORY
                ? Request.cmd(Command.WAIT)
                : Request.cmd(WAITAOF).arg(1);
        return request.arg(wait.replicas()).arg(wait.timeout().toMillis());
    }

    private Call call(List<Queued> batches) {
        var topics = new LinkedHashMap<Topic, Integer>();
        for (var queued : batches) {
            for (var draft : queued.batch.drafts()) {
                draft.topics().forEach(topic -> topics.putIfAbsent(topic, topics.size() + 1));
            }
        }
        var keys = new ArrayList<String>();
        keys.add(server.keys().writer(name));
        keys.addAll(server.keys().topics(topics.keySet().stream()));
        var call = server.call(Script.APPEND, keys)
                .with(group)
                .with(idempotency.window().toMillis())
                .with(idempotency.keys())
                .with(topics.size());
        for (var topic : topics.keySet()) {
            var rule = retention.of(topic);
            call.with(topic.name()).with(rule.maxEvents()).with(rule.maxAge().toMillis());
        }
        call.with(batches.size());
        for (var queued : batches) {
            add(queued.batch, topics, call);
        }
        return call;
    }

    private static void add(Batch batch, Map<Topic, Integer> topics, Call call) {
        call.with(batch.idempotencyKey().orElse(""));
        int arguments = batch.drafts().stream()
                .mapToInt(draft -> draft.topics().size() + 4)
                .sum();
        call.with(arguments);
        batch.drafts().forEach(draft -> add(draft, topics, call));
    }

    private static void add(Draft draft, Map<Topic, Integer> topics, Call call) {
        call.with(draft.topics().size());
        for (var topic : draft.topics()) {
            call.with(topics.getOrDefault(topic, 0));
        }
        call.with(draft.type().map(Object::toString).orElse(""));
        call.with(draft.retry().isPresent() ? Long.toString(draft.retry().getAsLong()) : "");
        call.with(draft.data().bytes());
    }

    /// Finishes what has queued up.
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(END);
            }
        }
        Threads.join(thread);
    }
}
