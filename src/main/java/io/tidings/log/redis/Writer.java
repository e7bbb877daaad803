package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.Await;
import io.tidings.log.Batch;
import io.tidings.log.IdRange;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The one thread of this replica that appends. What has queued up goes to Redis as one group, in one call and with
/// one wait for its disk; a batch that is too heavy for that goes alone.
final class Writer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);

    private static final Queued END = Queued.probe();
    private static final IdRange NOTHING = new IdRange(EventId.ZERO, 0);

    private final Sending sending;
    private final Consumer<EventId> kept;
    private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("redis-writer").daemon().unstarted(this::run);
    private final Outage outage =
            new Outage(LOG, "Redis refuses events, and publishers get a 503", "Redis takes events");
    private boolean closed;

    /// Of the latest group, if it was refused.
    private Set<Topic> refused = Set.of();

    /// Tells of the ids that it has got.
    Writer(Sending sending, Consumer<EventId> kept) {
        this.sending = sending;
        this.kept = kept;
    }

    void start() {
        thread.start();
    }

    /// Gives the ids when Redis has the batch as the options ask, or fails with [LogUnavailableException]. What
    /// depends on it runs on the thread that appends.
    CompletableFuture<IdRange> submit(Batch batch) {
        return submit(Queued.of(batch));
    }

    private CompletableFuture<IdRange> submit(Queued queued) {
        synchronized (this) {
            if (closed) {
                queued.kept().completeExceptionally(new LogUnavailableException("the log is closed"));
            } else {
                queue.add(queued);
            }
        }
        return queued.kept();
    }

    /// After a refusal, an append of nothing tells whether Redis still refuses; if so, it is thrown.
    void check() {
        if (outage.lasts()) {
            Await.result(submit(Queued.probe()));
        }
    }

    private void run() {
        var group = new ArrayList<Queued>();
        try {
            while (gather(group)) {
                keep(group);
                group.clear();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt the writer", e);
        } finally {
            sending.close();
            var end = new LogUnavailableException("the log is closed");
            group.forEach(queued -> queued.kept().completeExceptionally(end));
            queue.forEach(queued -> queued.kept().completeExceptionally(end));
        }
    }

    /// Waits for a batch and takes those that have queued up behind it, as far as they fit. False at the end.
    private boolean gather(List<Queued> group) throws InterruptedException {
        var first = queue.take();
        if (first == END) {
            return false;
        }
        group.add(first);
        var weight = first.weight();
        for (var next = queue.peek(); next != null && next != END; next = queue.peek()) {
            weight = weight.plus(next.weight());
            if (!weight.fits()) {
                return true;
            }
            group.add(queue.remove());
        }
        return true;
    }

    private void keep(List<Queued> queued) throws InterruptedException {
        var batches = queued.stream().filter(each -> !each.isProbe()).toList();
        var group = new Group(batches, batches.isEmpty() ? refused : Set.of());
        try {
            var lines = sending.send(group).lines().toList();
            refused = Set.of();
            outage.over();
            for (int i = 0; i < batches.size(); i++) {
                var ids = range(lines.get(i));
                kept.accept(ids.last());
                batches.get(i).kept().complete(ids);
            }
            queued.stream()
                    .filter(Queued::isProbe)
                    .forEach(probe -> probe.kept().complete(NOTHING));
            if (group.parts() > 1) {
                sending.finish();
            }
        } catch (LogUnavailableException e) {
            refused = group.topics();
            outage.hit(e);
            queued.forEach(each -> each.kept().completeExceptionally(e));
        } catch (RuntimeException e) {
            LOG.error("a group of batches could not be sent", e);
            var unavailable = new LogUnavailableException("cannot append", e);
            queued.forEach(each -> each.kept().completeExceptionally(unavailable));
        }
    }

    private static IdRange range(String line) {
        int space = line.indexOf(' ');
        var first = Ids.of(line.substring(0, space));
        return new IdRange(first, Integer.parseInt(line, space + 1, line.length(), 10));
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
