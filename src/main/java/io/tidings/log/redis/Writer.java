package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.Await;
import io.tidings.log.Batch;
import io.tidings.log.GroupCommit;
import io.tidings.log.IdRange;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Outage;
import io.tidings.log.ReusedKeyException;
import io.tidings.telemetry.Telemetry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// Appends what this replica publishes. What has queued up goes to Redis as one group, in one call and with
/// one wait for its disk; a batch that is too heavy for that goes alone.
final class Writer implements GroupCommit.Committer<QueuedBatch>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);

    /// What the script answers for a batch whose key stands for something else.
    private static final String REUSED_KEY = "reused";

    /// What follows the ids of a batch that was kept before.
    private static final String AGAIN = " again";

    private static final IdRange NOTHING = new IdRange(EventId.ZERO, 0);

    private final Sending sending;
    private final Consumer<EventId> kept;
    private final Telemetry telemetry;
    private final GroupCommit<QueuedBatch> commits = new GroupCommit<>("redis-writer", this);
    private final Outage outage =
            new Outage(LOG, "Redis refuses events, and publishers get a 503", "Redis takes events");

    /// Of the latest group, if it was refused.
    private Set<Topic> refused = Set.of();

    /// Tells of the ids that it has got.
    Writer(Sending sending, Consumer<EventId> kept, Telemetry telemetry) {
        this.sending = sending;
        this.kept = kept;
        this.telemetry = telemetry;
    }

    void start() {
        commits.start();
    }

    /// Gives the ids when Redis has the batch as the options ask, or fails with [LogUnavailableException]. What
    /// depends on it runs on the thread that appends.
    CompletableFuture<IdRange> submit(Batch batch) {
        return submit(QueuedBatch.of(batch));
    }

    private CompletableFuture<IdRange> submit(QueuedBatch queued) {
        commits.add(queued);
        return queued.kept();
    }

    /// After a refusal, an append of nothing tells whether Redis still refuses; if so, it is thrown.
    void check() {
        if (outage.lasts()) {
            Await.result(submit(QueuedBatch.probe()));
        }
    }

    @Override
    public Predicate<QueuedBatch> room() {
        return new Predicate<>() {
            private Weight weight = Weight.NONE;

            @Override
            public boolean test(QueuedBatch next) {
                weight = weight.plus(next.weight());
                return weight.fits();
            }
        };
    }

    @Override
    public void commit(List<QueuedBatch> queued) throws InterruptedException {
        var batches = queued.stream().filter(each -> !each.isProbe()).toList();
        var group = new Group(batches, batches.isEmpty() ? refused : Set.of());
        try {
            var lines = sending.send(group, begin(queued)).lines().toList();
            refused = Set.of();
            outage.over();
            int added = 0;
            for (int i = 0; i < batches.size(); i++) {
                added += answer(batches.get(i), lines.get(i));
            }
            if (added > 0) {
                telemetry.committed(added);
            }
            queued.stream()
                    .filter(QueuedBatch::isProbe)
                    .forEach(probe -> probe.kept().complete(NOTHING));
            if (group.parts() > 1) {
                sending.finish();
            }
        } catch (LogUnavailableException e) {
            refused = group.topics();
            outage.hit(e);
            queued.forEach(each -> each.refuse(e));
        } catch (RuntimeException e) {
            LOG.error("a group of batches could not be sent", e);
            var unavailable = new LogUnavailableException("cannot append", e);
            queued.forEach(each -> each.refuse(unavailable));
        }
    }

    /// While Redis is away, a batch that has waited for others to be given up does not wait as long again.
    private long begin(List<QueuedBatch> queued) {
        return outage.lasts() ? queued.getFirst().queuedAt() : System.nanoTime();
    }

    /// Returns how many events it has added.
    private int answer(QueuedBatch batch, String line) {
        if (line.equals(REUSED_KEY)) {
            batch.kept().completeExceptionally(new ReusedKeyException());
            return 0;
        }
        boolean isRepeated = line.endsWith(AGAIN);
        var ids = range(isRepeated ? line.substring(0, line.length() - AGAIN.length()) : line);
        kept.accept(ids.last());
        if (isRepeated) {
            telemetry.repeated();
        }
        batch.kept().complete(ids);
        return isRepeated ? 0 : ids.count();
    }

    private static IdRange range(String line) {
        int space = line.indexOf(' ');
        var first = Ids.of(line.substring(0, space));
        return new IdRange(first, Integer.parseInt(line, space + 1, line.length(), 10));
    }

    @Override
    public void ended() {
        sending.close();
    }

    boolean isAlive() {
        return commits.isAlive();
    }

    /// Finishes what has queued up.
    @Override
    public void close() {
        commits.close();
    }
}
