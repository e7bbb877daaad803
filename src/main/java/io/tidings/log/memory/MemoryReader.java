package io.tidings.log.memory;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventFilter;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Gap;
import io.tidings.log.Lowest;
import io.tidings.log.Page;
import io.tidings.log.PageBuilder;
import io.tidings.log.PageLimit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads pages from memory. It holds the lock of the store, for which appends wait, for short steps alone, and
/// not while patterns are compared with all topics. Any thread may call it.
final class MemoryReader {
    /// A page looks at no more events than this, whatever matches.
    private static final int MAX_EVENTS_SCANNED = 5_000;

    /// Those that are listed in one step.
    private static final int STEP = 250;

    /// A page compares no more topics than this with the patterns.
    private static final int MAX_TOPICS_COMPARED = 2_000;

    private final EventStore store;

    MemoryReader(EventStore store) {
        this.store = store;
    }

    Page read(Cursor from, Selection selection, PageLimit limit) {
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

    private EventId newest() {
        synchronized (store) {
            return store.newest();
        }
    }

    private Page end() {
        return new Page(List.of(), new Cursor.After(newest()), true, Optional.empty());
    }

    private Page ahead(EventId id) {
        var newest = newest();
        return new Page(List.of(), new Cursor.After(newest), true, Optional.of(new Gap(id, newest, newest)));
    }

    private Page readMindingGap(EventId id, Selection selection, PageLimit limit) {
        var page = readAfter(id, selection, limit);
        // After the page, so that what was dropped meanwhile is among what is lost.
        var lost = newestLost(id, selection.wanted());
        if (!lost.isAfter(id)) {
            return page;
        }
        return page.withGap(new Gap(id, page.resumes(), lost));
    }

    private Page readAfter(EventId id, Selection selection, PageLimit limit) {
        var page = new PageBuilder(limit);
        var filter = selection.filter();
        var last = id;
        for (int scanned = 0; scanned < MAX_EVENTS_SCANNED; scanned += STEP) {
            var step = stepAfter(last);
            for (var event : step.events) {
                if (includes(filter, event) && !page.add(event)) {
                    return page.upTo(new Cursor.After(page.lastId()));
                }
            }
            if (step.events.size() < STEP) {
                return page.toEnd(new Cursor.After(step.newest));
            }
            last = step.events.getLast().id();
        }
        return page.upTo(new Cursor.After(last));
    }

    /// Some events, and the newest id of the log at that moment.
    private record Step(List<Event> events, EventId newest) {}

    private Step stepAfter(EventId id) {
        synchronized (store) {
            return new Step(store.after(id, STEP), store.newest());
        }
    }

    private boolean includes(EventFilter filter, Event event) {
        if (!filter.includes(event.topics(), event.visibility())) {
            return false;
        }
        synchronized (store) {
            return store.includes(filter, event);
        }
    }

    /// An event that may be the latest of a topic: its newest, or its newest public one.
    private record Candidate(EventId id, History history) {}

    /// Topics are compared with the patterns in the order of their events, and only until the page is full: to compare
    /// all of them for each page would take seconds.
    private Page readLatest(EventId after, EventId until, Selection selection, PageLimit limit) {
        var candidates = new Lowest<>(MAX_TOPICS_COMPARED, Comparator.comparing(Candidate::id));
        among(selection.wanted()).forEach(history -> {
            var newest = history.newest();
            var newestPublic = history.newestPublic();
            newest.filter(id -> isBetween(after, id, until))
                    .ifPresent(id -> candidates.offer(new Candidate(id, history)));
            newestPublic
                    .filter(id -> isBetween(after, id, until) && !newestPublic.equals(newest))
                    .ifPresent(id -> candidates.offer(new Candidate(id, history)));
        });
        return readLatest(candidates, until, selection.filter(), new PageBuilder(limit));
    }

    private static boolean isBetween(EventId after, EventId id, EventId until) {
        return id.isAfter(after) && !id.isAfter(until);
    }

    private Page readLatest(Lowest<Candidate> candidates, EventId until, EventFilter filter, PageBuilder page) {
        var last = EventId.ZERO;
        var added = EventId.ZERO;
        for (var candidate : candidates.ascending()) {
            last = candidate.id();
            if (last.equals(added) || !isLatest(candidate, filter)) {
                continue;
            }
            var event = find(last);
            // It may have been dropped meanwhile.
            if (event != null && filter.isReadable(event.topics(), event.visibility()) && !page.add(event)) {
                return page.upTo(new Cursor.Latest(page.lastId(), Optional.of(until)));
            }
            added = last;
        }
        if (candidates.isCut()) {
            return page.upTo(new Cursor.Latest(last, Optional.of(until)));
        }
        var next = new Cursor.After(until);
        return until.equals(newest()) ? page.toEnd(next) : page.upTo(next);
    }

    private boolean isLatest(Candidate candidate, EventFilter filter) {
        var history = candidate.history();
        return filter.isWanted(history.topic()) && latestOf(history, filter).equals(Optional.of(candidate.id()));
    }

    /// The newest event of a topic if it may be read, or else the newest public one.
    private Optional<EventId> latestOf(History history, EventFilter filter) {
        var newest = history.newest();
        boolean isReadable = newest.equals(history.newestPublic())
                || filter.isPrivateReadable(history.topic())
                || newest.filter(id -> isReadable(id, filter)).isPresent();
        return isReadable ? newest : history.newestPublic();
    }

    private boolean isReadable(EventId id, EventFilter filter) {
        var event = find(id);
        return event != null && filter.isReadable(event.topics(), event.visibility());
    }

    private @Nullable Event find(EventId id) {
        synchronized (store) {
            return store.find(id);
        }
    }

    /// Exact where it is after the id.
    private EventId newestLost(EventId id, Patterns patterns) {
        var ofAll = store.newestLost();
        if (!ofAll.isAfter(id)) {
            return ofAll;
        }
        var lost = newestDropped(id, patterns);
        // After the topics, since those that are forgotten raise it.
        return EventId.max(lost, store.horizon());
    }

    /// Of the topics that match, or the id if that is newer. A topic that has dropped nothing newer than those before
    /// it is not compared with the patterns, which takes longer.
    private EventId newestDropped(EventId id, Patterns patterns) {
        var wanted = patterns.matcher();
        var newest = id;
        for (var history : (Iterable<History>) among(patterns)::iterator) {
            var dropped = history.dropped();
            if (dropped.isAfter(newest) && wanted.test(history.topic())) {
                newest = dropped;
            }
        }
        return newest;
    }

    /// Topics among which are all that match: no others if the patterns are names. Appends do not wait for a walk
    /// through all topics.
    private Stream<History> among(Patterns patterns) {
        return patterns.exactTopics().map(this::known).orElseGet(() -> store.histories().all().stream());
    }

    private Stream<History> known(List<Topic> topics) {
        synchronized (store) {
            return topics.stream()
                    .flatMap(topic -> Stream.ofNullable(store.histories().find(topic)))
                    .toList()
                    .stream();
        }
    }
}
