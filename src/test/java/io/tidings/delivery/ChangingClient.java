package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.sse.EventStreamParser;
import io.tidings.sse.EventStreamParser.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A client that changes the topics of its stream, and what must be true of the stream. The stream is in envelopes,
/// which have the ids that the events were kept with.
final class ChangingClient {
    private static final Pattern OWN_ID = Pattern.compile("\\{\"id\":\"([0-9-]+)\"");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final Probe stream = new Probe();
    private final Patterns initial;
    private final List<Wish> wishes = new ArrayList<>();
    private int changes;

    /// A pattern that the stream wants, the id after which it is to get its events, and how many changes came before.
    /// It is no longer wanted after the change with the last number.
    private record Wish(String pattern, EventId after, boolean isLatest, int from, int until) {
        static final int END = Integer.MAX_VALUE;

        boolean asksFor(Event event) {
            return isLatest ? matches(event) : event.id().isAfter(after) && matches(event);
        }

        boolean matches(Event event) {
            return matchesAny(Patterns.of(pattern), event);
        }

        boolean holdsAt(int change) {
            return from <= change && change < until;
        }

        Wish endingAt(int change) {
            return new Wish(pattern, after, isLatest, from, change);
        }
    }

    /// An event that the client got, and the changes of which one was the last before it.
    private record Arrival(EventId id, EventId told, List<Integer> changes) {}

    ChangingClient(Patterns initial) {
        this.initial = initial;
    }

    Probe stream() {
        return stream;
    }

    /// The stream begins with the events after an id.
    void begins(EventId after) {
        initial.all().forEach(pattern -> wishes.add(new Wish(pattern.toString(), after, false, 0, Wish.END)));
    }

    /// Notes a change that has been made, where the lane was offered everything up to an id.
    void changed(TopicChange change, EventId newest) {
        int number = ++changes;
        wishes.replaceAll(wish ->
                wish.until() == Wish.END && names(change.removed(), wish.pattern()) ? wish.endingAt(number) : wish);
        for (var matcher : change.added().all()) {
            var pattern = matcher.toString();
            boolean isWanted = wishes.stream()
                    .anyMatch(wish -> wish.until() == Wish.END && wish.pattern().equals(pattern));
            if (!isWanted) {
                boolean isLatest = change.replay() instanceof Cursor.Latest;
                var after = isLatest ? newest : Backfill.start(change.replay(), newest);
                wishes.add(new Wish(pattern, after, isLatest, number, Wish.END));
            }
        }
    }

    private static boolean names(Patterns patterns, String pattern) {
        return patterns.all().stream().anyMatch(matcher -> matcher.toString().equals(pattern));
    }

    private static boolean matchesAny(Patterns patterns, Event event) {
        return event.topics().stream().anyMatch(patterns::matches);
    }

    /// Compares what has arrived with what was published. A stream that has ended has been sent all up to its position,
    /// but not all replays.
    void check(List<Event> kept) {
        var events = new HashMap<EventId, Event>();
        kept.forEach(event -> events.put(event.id(), event));
        var arrivals = arrivals(events);
        checkIds(arrivals);
        checkReasons(arrivals, events);
        checkDoubles(arrivals, events);
        checkNothingMissing(arrivals, kept);
    }

    private List<Arrival> arrivals(Map<EventId, Event> events) {
        var arrivals = new ArrayList<Arrival>();
        var told = List.of(0);
        for (var message : EventStreamParser.parse(stream.sent())) {
            switch (message.type()) {
                case "tidings:topics" -> told = changesTold(message, told.getFirst());
                case "message" -> {
                    var id = ownId(message);
                    assertTrue(events.containsKey(id), () -> message + " was never published");
                    arrivals.add(new Arrival(id, EventId.parse(message.lastEventId()), told));
                }
                default -> {}
            }
        }
        return arrivals;
    }

    private static EventId ownId(Message message) {
        var id = OWN_ID.matcher(message.data());
        assertTrue(id.find(), message::data);
        return EventId.parse(id.group(1));
    }

    /// A client that does not read is told of several changes at once, and some lead to the same topics.
    private List<Integer> changesTold(Message message, int before) {
        var topics = new HashSet<String>();
        QUOTED.matcher(message.data()).results().skip(1).forEach(name -> topics.add(name.group(1)));
        var told = IntStream.rangeClosed(before + 1, changes)
                .filter(change -> topicsAt(change).equals(topics))
                .boxed()
                .toList();
        assertFalse(
                told.isEmpty(), () -> "told " + topics + ", which no change after " + before + " leads to: " + wishes);
        return told;
    }

    private Set<String> topicsAt(int change) {
        var topics = new HashSet<String>();
        wishes.stream().filter(wish -> wish.holdsAt(change)).forEach(wish -> topics.add(wish.pattern()));
        return topics;
    }

    /// An id never moves the client back, and is the event's own unless that would.
    private static void checkIds(List<Arrival> arrivals) {
        var told = EventId.ZERO;
        for (var arrival : arrivals) {
            assertFalse(told.isAfter(arrival.told()), arrival + " moves the client back from " + told);
            assertFalse(arrival.id().isAfter(arrival.told()), arrival + " carries an id before its own");
            told = arrival.told();
        }
    }

    /// Every event is one that the topics at its place ask for.
    private void checkReasons(List<Arrival> arrivals, Map<EventId, Event> events) {
        for (var arrival : arrivals) {
            var event = events.get(arrival.id());
            assertTrue(
                    arrival.changes().stream().anyMatch(change -> isOwed(event, change, true)),
                    () -> arrival + " was not asked for: " + event.topics() + ", " + wishes);
        }
    }

    /// Whether a change asked for an event, and the topics have included it ever since.
    private boolean isOwed(Event event, int change, boolean asLatest) {
        for (int at = change; at >= 0; at--) {
            int then = at;
            var holding = wishes.stream().filter(wish -> wish.holdsAt(then)).toList();
            if (holding.stream().noneMatch(wish -> wish.matches(event))) {
                return false;
            }
            if (holding.stream()
                    .filter(wish -> wish.from() == then && (asLatest || !wish.isLatest()))
                    .anyMatch(wish -> wish.asksFor(event))) {
                return true;
            }
        }
        return false;
    }

    /// An event comes again only if the topics did not include it for a while in between. A replay of the latest events
    /// is not remembered.
    private void checkDoubles(List<Arrival> arrivals, Map<EventId, Event> events) {
        var last = new HashMap<EventId, Arrival>();
        for (var arrival : arrivals) {
            var before = last.put(arrival.id(), arrival);
            var event = events.get(arrival.id());
            if (before == null || wishes.stream().anyMatch(wish -> wish.isLatest() && wish.matches(event))) {
                continue;
            }
            assertTrue(
                    IntStream.rangeClosed(
                                    before.changes().getFirst(),
                                    arrival.changes().getLast())
                            .anyMatch(change ->
                                    wishes.stream().noneMatch(wish -> wish.holdsAt(change) && wish.matches(event))),
                    () -> arrival + " came twice, before as " + before + ": " + event.topics() + wishes);
        }
    }

    private void checkNothingMissing(List<Arrival> arrivals, List<Event> kept) {
        var arrived = new HashSet<EventId>();
        arrivals.forEach(arrival -> arrived.add(arrival.id()));
        var missing = kept.stream()
                .filter(event -> !arrived.contains(event.id()))
                .filter(event -> isOwed(event, changes, false))
                .map(event -> event.id() + " of " + event.topics())
                .toList();
        assertEquals(List.of(), missing, () -> "missing; " + wishes);
        wishes.stream()
                .filter(wish -> wish.until() == Wish.END && wish.isLatest())
                .forEach(wish -> checkLatest(wish, arrived, kept));
    }

    /// The newest event of each topic, and all after the change: what was the latest may not be so any more when it is
    /// read.
    private static void checkLatest(Wish wish, Set<EventId> arrived, List<Event> kept) {
        var newest = new HashMap<String, EventId>();
        for (var event : kept) {
            if (wish.matches(event)) {
                boolean mustArrive = event.id().isAfter(wish.after());
                assertTrue(!mustArrive || arrived.contains(event.id()), () -> event + " is missing; " + wish);
            }
            event.topics().stream()
                    .filter(topic -> Patterns.of(wish.pattern()).matches(topic))
                    .forEach(topic -> newest.put(topic.name(), event.id()));
        }
        newest.values().forEach(id -> assertTrue(arrived.contains(id), () -> id + " is the latest; " + wish));
    }
}
