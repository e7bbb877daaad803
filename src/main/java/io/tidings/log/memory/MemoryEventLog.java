package io.tidings.log.memory;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventFilter;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.TooLargeException;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.Extent;
import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyKey;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.KeptBatch;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.ReusedKeyException;
import io.tidings.log.Revocations;
import io.tidings.log.Tail;
import io.tidings.log.TailListeners;
import io.tidings.log.TopicSummary;
import io.tidings.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Keeps events in memory, for tests, demos and hubs whose history may be lost. One lock, that of the store,
/// guards it all. It never takes more of the heap than its retention allows: an append drops the oldest
/// events, of whatever topic, to make room.
public final class MemoryEventLog implements EventLog {
    private static final int TRIM_STEP = 500;

    /// The part of the log that idempotency keys may take: a quarter. A batch has room in the rest, so one that is kept
    /// is kept whole.
    private static final int KEYS_SHARE = 4;

    private final InstantSource clock;
    private final Retention retention;
    private final Telemetry telemetry;
    private final Footprint footprint = Footprint.ofThisHeap();
    private final RecentBatches recentBatches;
    private final EventStore store;
    private final MemoryReader reader;
    private final Readers readers = new Readers();
    private final TailListeners listeners = new TailListeners();
    private final Revocations revocations;

    /// One that reports nothing.
    public MemoryEventLog(InstantSource clock, Retention retention, IdempotencyLimits idempotency) {
        this(clock, retention, idempotency, Telemetry.NONE);
    }

    public MemoryEventLog(
            InstantSource clock, Retention retention, IdempotencyLimits idempotency, Telemetry telemetry) {
        this.clock = clock;
        this.telemetry = telemetry;
        this.retention = retention;
        this.recentBatches = new RecentBatches(clock, idempotency, footprint, retention.maxBytes() / KEYS_SHARE);
        this.store = new EventStore(clock, footprint, telemetry);
        this.reader = new MemoryReader(store);
        this.revocations = new MemoryRevocations(clock);
    }

    @Override
    public CompletionStage<List<EventId>> appendAsync(Batch batch) {
        var key = batch.key();
        synchronized (store) {
            var first = key.flatMap(recentBatches::find);
            if (first.isPresent()) {
                return repeat(first.get(), key.get());
            }
            var ids = new IdRange(store.next(), batch.drafts().size());
            var arrived = ids.events(batch.drafts());
            long room = retention.maxBytes() - retention.maxBytes() / KEYS_SHARE;
            long needed = bytesOf(arrived);
            if (needed > room) {
                return CompletableFuture.failedStage(
                        new TooLargeException(
                                "Kept in memory, this takes " + needed + " bytes, and the log has room for " + room
                                        + " at once (three quarters of tidings.log.max-size): send less, or several requests."));
            }
            key.ifPresent(each -> recentBatches.add(each, ids));
            var kept = arrived.stream().map(store::keep).toList();
            while (!store.isEmpty() && bytes() > retention.maxBytes()) {
                store.dropOldest();
            }
            telemetry.committed(kept.size());
            listeners.appended(kept);
            return CompletableFuture.completedStage(ids.ids());
        }
    }

    private CompletionStage<List<EventId>> repeat(KeptBatch first, IdempotencyKey key) {
        if (!first.isOf(key)) {
            return CompletableFuture.failedStage(new ReusedKeyException());
        }
        telemetry.repeated();
        return CompletableFuture.completedStage(first.ids().ids());
    }

    /// What events take with all of their topics, each of which counts once.
    private long bytesOf(List<Event> all) {
        return all.stream().mapToLong(footprint::of).sum()
                + all.stream()
                        .flatMap(event -> event.topics().stream())
                        .distinct()
                        .mapToLong(footprint::of)
                        .sum();
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
        return readers.read(() -> reader.read(from, selection, limit));
    }

    @Override
    public List<TopicSummary> topics(Selection selection, String prefix, String after, int limit) {
        var filter = selection.filter();
        return readers.read(() -> store.histories()
                .after(after, prefix)
                .filter(history -> filter.isWanted(history.topic()))
                .flatMap(history -> summary(history, filter).stream())
                .limit(limit)
                .toList());
    }

    private Optional<TopicSummary> summary(History history, EventFilter filter) {
        boolean withPrivate = filter.isPrivateReadable(history.topic());
        synchronized (store) {
            return withPrivate
                    ? history.newest().map(id -> new TopicSummary(history.topic(), id, history.size()))
                    : history.newestPublic().map(id -> new TopicSummary(history.topic(), id, history.publicEvents()));
        }
    }

    @Override
    public void drop(Topic topic) {
        synchronized (store) {
            var history = store.histories().find(topic);
            if (history == null) {
                return;
            }
            while (!history.isEmpty()) {
                store.dropOldest(history);
            }
            listeners.dropped();
        }
    }

    @Override
    public boolean trim() {
        int left = TRIM_STEP;
        for (var history : store.histories().all()) {
            left -= trim(history, left);
        }
        synchronized (store) {
            store.raiseHorizon();
        }
        return left == 0;
    }

    /// Drops so many events of a topic at most, and returns how many. Appends wait for one topic, not for all.
    private int trim(History history, int most) {
        var rule = retention.of(history.topic());
        var tooOld = EventId.before(clock.instant().minus(rule.maxAge()));
        int dropped = 0;
        synchronized (store) {
            while (dropped < most && (history.size() > rule.maxEvents() || history.reachesBackTo(tooOld))) {
                store.dropOldest(history);
                dropped++;
            }
        }
        return dropped;
    }

    /// What the log takes of the heap, in bytes.
    long bytes() {
        synchronized (store) {
            return store.bytes() + recentBatches.bytes();
        }
    }

    @Override
    public Extent extent() {
        synchronized (store) {
            return new Extent(store.size(), bytes(), store.oldest());
        }
    }

    @Override
    public Tail tail(Tail.Listener listener) {
        synchronized (store) {
            return listeners.add(listener, store.newest());
        }
    }

    @Override
    public Revocations revocations() {
        return revocations;
    }

    @Override
    public void check() {}

    @Override
    public void close() {
        readers.close();
    }
}
