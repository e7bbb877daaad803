package io.tidings.log.memory;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
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

/// Keeps events in memory, for tests, demos and hubs whose history may be lost. One lock guards it all.
public final class MemoryEventLog implements EventLog {
    private static final int TRIM_STEP = 500;

    private final InstantSource clock;
    private final Retention retention;
    private final RecentBatches recentBatches;
    private final NavigableMap<EventId, Event> events = new TreeMap<>();
    private final NavigableMap<Topic, History> histories = new TreeMap<>();
    private final List<Tail.Listener> listeners = new ArrayList<>();
    private EventId newest;
    private EventId horizon;
    private long bytes;

    public MemoryEventLog(InstantSource clock, Retention retention, IdempotencyLimits idempotency) {
        this.clock = clock;
        this.retention = retention;
        this.recentBatches = new RecentBatches(clock, idempotency);
        this.newest = new EventId(clock.millis(), 0);
        this.horizon = newest;
    }

    @Override
    public synchronized CompletionStage<List<EventId>> appendAsync(Batch batch) {
        var first = batch.idempotencyKey().flatMap(recentBatches::find);
        if (first.isPresent()) {
            return CompletableFuture.completedStage(first.get().ids());
        }
        var ids = new IdRange(newest.next(clock.millis()), batch.drafts().size());
        batch.idempotencyKey().ifPresent(key -> recentBatches.add(key, ids));
        var kept = ids.events(batch.drafts());
        kept.forEach(this::keep);
        newest = ids.last();
        listeners.forEach(listener -> listener.appended(kept));
        return CompletableFuture.completedStage(ids.ids());
    }

    private void keep(Event event) {
        events.put(event.id(), event);
        bytes += event.data().length();
        for (var topic : event.topics()) {
            histories.computeIfAbsent(topic, _ -> new History()).add(event.id());
        }
    }

    @Override
    public synchronized Page read(Cursor from, Patterns patterns, PageLimit limit) {
        return switch (from) {
            case Cursor.Now _ -> end();
            case Cursor.Beginning _ -> readAfter(EventId.ZERO, patterns, limit);
            case Cursor.Since(var instant) ->
                readMindingGap(EventId.min(EventId.before(instant), newest), patterns, limit);
            case Cursor.After(var id) when id.isAfter(newest) -> end().withGap(new Gap(id, newest, newest));
            case Cursor.After(var id) -> readMindingGap(id, patterns, limit);
            case Cursor.Latest(var after, var until) -> readLatest(after, until.orElse(newest), patterns, limit);
        };
    }

    private Page end() {
        return new Page(List.of(), new Cursor.After(newest), true, Optional.empty());
    }

    private Page readMindingGap(EventId id, Patterns patterns, PageLimit limit) {
        var page = readAfter(id, patterns, limit);
        var lost = newestLost(patterns);
        if (!lost.isAfter(id)) {
            return page;
        }
        var resumes =
                page.events().isEmpty() ? newest : page.events().getFirst().id();
        return page.withGap(new Gap(id, resumes, lost));
    }

    private Page readAfter(EventId id, Patterns patterns, PageLimit limit) {
        var page = new PageBuilder(limit);
        for (var event : events.tailMap(id, false).values()) {
            if (isKeptAs(patterns, event) && !page.add(event)) {
                return page.upTo(new Cursor.After(page.lastId()));
            }
        }
        return page.toEnd(new Cursor.After(newest));
    }

    private boolean isKeptAs(Patterns patterns, Event event) {
        return event.topics().stream()
                .anyMatch(topic -> patterns.matches(topic) && !history(topic).hasDropped(event.id()));
    }

    /// That of a topic of a kept event is never forgotten.
    private History history(Topic topic) {
        return Objects.requireNonNull(histories.get(topic));
    }

    private Page readLatest(EventId after, EventId until, Patterns patterns, PageLimit limit) {
        var latest = histories.entrySet().stream()
                .filter(entry -> patterns.matches(entry.getKey()))
                .flatMap(entry -> entry.getValue().newest().stream())
                .filter(id -> id.isAfter(after) && !id.isAfter(until))
                .distinct()
                .sorted()
                .toList();
        var page = new PageBuilder(limit);
        for (var id : latest) {
            if (!page.add(Objects.requireNonNull(events.get(id)))) {
                return page.upTo(new Cursor.Latest(page.lastId(), Optional.of(until)));
            }
        }
        var next = new Cursor.After(until);
        return until.equals(newest) ? page.toEnd(next) : page.upTo(next);
    }

    private EventId newestLost(Patterns patterns) {
        return histories.entrySet().stream()
                .filter(entry -> patterns.matches(entry.getKey()))
                .map(entry -> entry.getValue().dropped())
                .reduce(horizon, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public synchronized List<TopicSummary> topics(String prefix, String after, int limit) {
        return histories.entrySet().stream()
                .filter(entry -> entry.getKey().name().startsWith(prefix)
                        && entry.getKey().name().compareTo(after) > 0)
                .flatMap(entry -> entry.getValue().newest().stream()
                        .map(id -> new TopicSummary(
                                entry.getKey(), id, entry.getValue().size())))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void drop(Topic topic) {
        var history = histories.get(topic);
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
        for (var entry : histories.entrySet()) {
            var rule = retention.of(entry.getKey());
            var history = entry.getValue();
            var tooOld = EventId.before(clock.instant().minus(rule.maxAge()));
            for (; left > 0 && (history.size() > rule.maxEvents() || history.reachesBackTo(tooOld)); left--) {
                dropOldest(history);
            }
        }
        for (; left > 0 && bytes > retention.maxBytes(); left--) {
            var oldest = events.firstEntry().getValue();
            oldest.topics().stream()
                    .map(this::history)
                    .filter(history -> !history.hasDropped(oldest.id()))
                    .forEach(this::dropOldest);
        }
        raiseHorizon();
        return left == 0;
    }

    private void dropOldest(History history) {
        var event = Objects.requireNonNull(events.get(history.dropOldest()));
        boolean gone = event.topics().stream().map(this::history).allMatch(other -> other.hasDropped(event.id()));
        if (gone) {
            events.remove(event.id());
            bytes -= event.data().length();
        }
    }

    /// A topic of which nothing is left is forgotten once the log as a whole begins after what it dropped.
    private void raiseHorizon() {
        var begin = events.isEmpty() ? newest.next(clock.millis()) : events.firstKey();
        histories.values().removeIf(history -> {
            boolean forget = history.isEmpty() && begin.isAfter(history.dropped());
            if (forget && history.dropped().isAfter(horizon)) {
                horizon = history.dropped();
            }
            return forget;
        });
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
