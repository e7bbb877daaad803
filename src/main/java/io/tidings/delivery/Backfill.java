package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The replay of patterns that were added to an open stream: what lies between a cursor and the position of the stream,
/// without what the stream has been sent, or an earlier replay sends. Its events carry the position of the stream as
/// their id, since their own would move the client back. If other patterns go meanwhile, it sends what all topics since
/// then include.
record Backfill(Cursor from, EventId position, Patterns added, Coverage before, List<Patterns> since) {
    Backfill(Cursor from, EventId position, Patterns added, Coverage before) {
        this(from, position, added, before, List.of());
    }

    /// The id after which the stream gets what a replay from a cursor adds, where the position of the stream is this
    /// one.
    static EventId start(Cursor replay, EventId position) {
        return switch (replay) {
            case Cursor.Beginning _ -> EventId.ZERO;
            case Cursor.After(var id) -> id;
            case Cursor.Since(var instant) -> EventId.before(instant);
            case Cursor.Now _, Cursor.Latest _ -> position;
        };
    }

    /// What is left after a page; nothing if that was the last.
    Optional<Backfill> after(Cursor next, boolean reachesEnd) {
        boolean wasLatest = from instanceof Cursor.Latest;
        boolean isDone = reachesEnd || (next instanceof Cursor.After(var id) && (wasLatest || !position.isAfter(id)));
        return isDone ? Optional.empty() : Optional.of(new Backfill(next, position, added, before, since));
    }

    /// What is left where the stream wants these from now on.
    Backfill within(Patterns wanted) {
        return new Backfill(
                from,
                position,
                added,
                before,
                Stream.concat(since.stream(), Stream.of(wanted)).toList());
    }

    /// What to read for it.
    Selection selection(Patterns readable) {
        return new Selection(added, readable);
    }

    /// Which events of its pages the stream gets.
    PageScope scope() {
        var sent = before.filter();
        var wanted = since.stream().map(Patterns::matcher).toList();
        return new PageScope(
                (topics, id) -> !id.isAfter(position) && isAnyOfEach(wanted, topics) && !sent.test(topics, id),
                Optional.of(position));
    }

    private static boolean isAnyOfEach(List<Predicate<Topic>> tests, List<Topic> topics) {
        return tests.stream().allMatch(test -> topics.stream().anyMatch(test));
    }
}
