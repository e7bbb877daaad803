package io.tidings.log.memory;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventFilter;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.TooLargeException;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.Gap;
import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Page;
import io.tidings.log.PageBuilder;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import io.tidings.log.TopicSummary;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Keeps events in memory, for tests, demos and hubs whose history may be lost. One lock guards it all, and nobody
/// holds it while patterns are compared with all topics. It never takes more of the heap than its retention allows: an
/// append drops the oldest events, of whatever topic, to make room.
public final class MemoryEventLog implements EventLog {
    private static final int TRIM_STEP = 500;

    /// A page looks at no more events than this, whatever matches.
    private static final int MAX_EVENTS_SCANNED = 5_000;

    /// The part of the log that idempotency keys may take: a quarter. A batch has room in the rest, so one that is kept
    /// is kept whole.
    private static final int KEYS_SHARE = 4;

    private final InstantSource clock;
    private final Retention retention;
    private final Footprint footprint;
    private final RecentBatches recentBatches;
    private final NavigableMap<EventId, Event> events = new TreeMap<>();
    private final Histories histories;
    private final List<Tail.Listener> listeners = new ArrayList<>();
    private EventId newest;
    private volatile EventId horizon;

    /// Of any topic.
    private volatile EventId newestLost;

    /// What the events take, without their topics.
    private long bytes;

    public MemoryEventLog(InstantSource clock, Retention retention, IdempotencyLimits idempotency) {
        this.clock = clock;
        this.retention = retention;
        this.footprint = Footprint.ofThisHeap();
        this.histories = new Histories(footprint);
        this.recentBatches = new RecentBatches(clock, idempotency, footprint, retention.maxBytes() / KEYS_SHARE);
        this.newest = new EventId(clock.millis(), 0);
        this.horizon = newest;
        this.newestLost = newest;
    }

    @Override
    public synchronized CompletionStage<List<EventId>> appendAsync(Batch batch) {
        var first = batch.idempotencyKey().flatMap(recentBatches::find);
        if (first.isPresent()) {
            return CompletableFuture.completedStage(first.get().ids());
        }
        var ids = new IdRange(newest.next(clock.millis()), batch.drafts().size());
        var arrived = ids.events(batch.drafts());
        long room = retention.maxBytes() - retention.maxBytes() / KEYS_SHARE;
        long needed = ofAll(arrived);
        if (needed > room) {
            return CompletableFuture.failedStage(new TooLargeException(
                    "Kept in memory, this takes " + needed + " bytes, and the log has room for " + room
                            + " at once (three quarters of tidings.log.max-size): send less, or several requests."));
        }
        batch.idempotencyKey().ifPresent(key -> recentBatches.add(key, ids));
        var kept = arrived.stream().map(this::keep).toList();
        newest = ids.last();
        while (isTooLarge()) {
            dropOldest();
        }
        listeners.forEach(listener -> listener.appended(kept));
        return CompletableFuture.completedStage(ids.ids());
    }

    /// What events take with all of their topics, each of which counts once.
    private long ofAll(List<Event> all) {
        return all.stream().mapToLong(footprint::of).sum()
                + all.stream()
                        .flatMap(event -> event.topics().stream())
                        .distinct()
                        .mapToLong(footprint::of)
                        .sum();
    }

    /// The event that was kept: it shares its topics with all others.
    private Event keep(Event arrived) {
        var all = arrived.topics().stream().map(histories::toGrow).toList();
        var event = new Event(
                arrived.id(),
                all.stream().map(History::topic).toList(),
                arrived.type(),
                arrived.data(),
                arrived.retry());
        events.put(event.id(), event);
        all.forEach(history -> history.add(event.id()));
        bytes += footprint.of(event);
        return event;
    }

    private boolean isTooLarge() {
        return !events.isEmpty() && bytes() > retention.maxBytes();
    }

    /// Drops the oldest event from all of its topics.
    private void dropOldest() {
        var oldest = events.firstEntry().getValue();
        oldest.topics().stream()
                .map(histories::of)
                .filter(history -> !history.hasDropped(oldest.id()))
                .toList()
                .forEach(this::dropOldest);
        raiseHorizon();
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
        return switch (from) {
            case Cursor.Now _ -> end();
            case Cursor.Beginning _ -> readAfter(EventId.ZERO, selection, limit);
            case Cursor.Since(var instant) ->
                readMindingGap(EventId.min(EventId.before(instant), newest()), selection, limit);
            case Cursor.After(var id) when id.isAfter(newest()) -> ahead(id);
            case Cursor.After(var id) -> readMindingGap(id, selection, limit);
            case Cursor.Latest(var after, var until) ->
                readLatest(after, until.orElseGet(this::newest), selection, limit);
        };
    }

    private synchronized EventId newest() {
        return newest;
    }

    private synchronized Page end() {
        return new Page(List.of(), new Cursor.After(newest), true, Optional.empty());
    }

    private synchronized Page ahead(EventId id) {
        return end().withGap(new Gap(id, newest, newest));
    }

    private Page readMindingGap(EventId id, Selection selection, PageLimit limit) {
        var page = readAfter(id, selection, limit);
        // After the page, so that what was dropped meanwhile is among what is lost.
        var lost = newestLost(id, selection.wanted());
        if (!lost.isAfter(id)) {
            return page;
        }
        var resumes =
                page.events().isEmpty() ? newest() : page.events().getFirst().id();
        return page.withGap(new Gap(id, resumes, lost));
    }

    private synchronized Page readAfter(EventId id, Selection selection, PageLimit limit) {
        var page = new PageBuilder(limit);
        var filter = selection.filter();
        int scanned = 0;
        for (var event : events.tailMap(id, false).values()) {
            if (isIncluded(event, filter) && !page.add(event)) {
                return page.upTo(new Cursor.After(page.lastId()));
            }
            if (++scanned == MAX_EVENTS_SCANNED) {
                return page.upTo(new Cursor.After(event.id()));
            }
        }
        return page.toEnd(new Cursor.After(newest));
    }

    private boolean isIncluded(Event event, EventFilter filter) {
        return filter.includes(event.topics(), topic -> !histories.of(topic).hasDropped(event.id()));
    }

    private Page readLatest(EventId after, EventId until, Selection selection, PageLimit limit) {
        var latest = matching(selection.wanted())
                .flatMap(history -> history.newest().stream())
                .filter(id -> id.isAfter(after) && !id.isAfter(until))
                .distinct()
                .sorted()
                .toList();
        return readLatest(latest, until, selection.filter(), new PageBuilder(limit));
    }

    private synchronized Page readLatest(List<EventId> latest, EventId until, EventFilter filter, PageBuilder page) {
        for (var id : latest) {
            var event = events.get(id);
            // It may have been dropped meanwhile.
            if (event != null && filter.isReadable(event.topics()) && !page.add(event)) {
                return page.upTo(new Cursor.Latest(page.lastId(), Optional.of(until)));
            }
        }
        var next = new Cursor.After(until);
        return until.equals(newest) ? page.toEnd(next) : page.upTo(next);
    }

    /// Exact where it is after the id.
    private EventId newestLost(EventId id, Patterns patterns) {
        if (!newestLost.isAfter(id)) {
            return newestLost;
        }
        var lost = matching(patterns).map(History::dropped).reduce(EventId.ZERO, MemoryEventLog::later);
        // After the topics, since those that are forgotten raise it.
        return later(lost, horizon);
    }

    private static EventId later(EventId one, EventId other) {
        return one.isAfter(other) ? one : other;
    }

    /// To compare many patterns with many topics takes long, so appends do not wait for it.
    private Stream<History> matching(Patterns patterns) {
        return patterns.exactTopics().map(this::known).orElseGet(() -> {
            var wanted = patterns.matcher();
            return all().stream().filter(history -> wanted.test(history.topic()));
        });
    }

    private synchronized Stream<History> known(List<Topic> topics) {
        return topics.stream().flatMap(topic -> Stream.ofNullable(histories.find(topic))).toList().stream();
    }

    private synchronized List<History> all() {
        return List.copyOf(histories.all());
    }

    @Override
    public synchronized List<TopicSummary> topics(Selection selection, String prefix, String after, int limit) {
        var filter = selection.filter();
        return histories
                .after(after, prefix)
                .filter(history -> filter.includes(history.topic()))
                .flatMap(history ->
                        history.newest().stream().map(id -> new TopicSummary(history.topic(), id, history.size())))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void drop(Topic topic) {
        var history = histories.find(topic);
        if (history == null) {
            return;
        }
        while (!history.isEmpty()) {
            dropOldest(history);
        }
        listeners.forEach(Tail.Listener::dropped);
    }

    @Override
    public synchronized boolean trim() {
        int left = TRIM_STEP;
        for (var history : histories.all()) {
            var rule = retention.of(history.topic());
            var tooOld = EventId.before(clock.instant().minus(rule.maxAge()));
            for (; left > 0 && (history.size() > rule.maxEvents() || history.reachesBackTo(tooOld)); left--) {
                dropOldest(history);
            }
        }
        raiseHorizon();
        return left == 0;
    }

    private void dropOldest(History history) {
        var id = histories.dropOldest(history);
        newestLost = later(newestLost, id);
        var event = Objects.requireNonNull(events.get(id));
        boolean gone = event.topics().stream().map(histories::of).allMatch(other -> other.hasDropped(event.id()));
        if (gone) {
            events.remove(event.id());
            bytes -= footprint.of(event);
        }
    }

    /// A topic of which nothing is left is forgotten once the log as a whole begins after what it dropped.
    private void raiseHorizon() {
        var begin = events.isEmpty() ? newest.next(clock.millis()) : events.firstKey();
        var lost = histories.forgetBefore(begin);
        horizon = later(horizon, lost);
    }

    /// What the log takes of the heap, in bytes.
    synchronized long bytes() {
        return bytes + histories.bytes() + recentBatches.bytes();
    }

    @Override
    public synchronized Tail tail(Tail.Listener listener) {
        listeners.add(listener);
        var start = newest;
        return new Tail() {
            @Override
            public EventId start() {
                return start;
            }

            @Override
            public void close() {
                remove(listener);
            }
        };
    }

    private synchronized void remove(Tail.Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}
