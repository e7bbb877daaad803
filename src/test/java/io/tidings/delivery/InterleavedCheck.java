package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.EventLog;
import io.tidings.log.PageLimit;
import io.tidings.sse.EventStreamParser;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// Compares what a client received with what was published.
final class InterleavedCheck {
    private final List<Event> kept;
    private final EventLog log;

    InterleavedCheck(List<Event> kept, EventLog log) {
        this.kept = kept;
        this.log = log;
    }

    /// Walks what was received along what was published. What is missing must have been dropped, and a
    /// gap told before; who begins at the beginning of the log, or with the latest, asked for no more
    /// than was there.
    void check(InterleavedListener listener) {
        var expected = new ArrayDeque<Event>();
        kept.stream()
                .filter(listener::mayGet)
                .filter(event -> follows(event.id(), listener.from()))
                .forEach(expected::add);
        boolean mayMiss = listener.from() instanceof Cursor.Beginning || listener.from() instanceof Cursor.Latest;
        for (var token : listener.reception().heard()) {
            if (token.equals("gap")) {
                mayMiss = true;
            } else {
                skipTo(token, expected, mayMiss, listener);
                assertFalse(expected.isEmpty(), () -> token + " came twice, too late or by mistake");
                expected.remove();
            }
        }
        skipTo("the end", expected, mayMiss, listener);
        checkChanges(listener);
    }

    /// After a change nothing comes that only the topics before included. The next change has been made
    /// by the time that its place is known.
    private void checkChanges(InterleavedListener listener) {
        for (var stream : listener.streams()) {
            var changes = listener.changes().stream()
                    .filter(change -> change.stream() == stream)
                    .toList();
            for (int i = 0; i < changes.size(); i++) {
                var change = changes.get(i);
                var next = changes.get(Math.min(i + 1, changes.size() - 1));
                int length = stream.sent().length();
                int end = next == change ? length : Math.min(length, next.place());
                var sent = stream.sent().substring(Math.min(end, change.place()), end);
                EventStreamParser.parse(sent).stream()
                        .filter(message -> message.type().equals("message"))
                        .forEach(message -> assertTrue(
                                kept.stream()
                                        .filter(event -> event.id().toString().equals(message.lastEventId()))
                                        .anyMatch(event -> InterleavedListener.isWanted(event, change.selection())
                                                || InterleavedListener.isWanted(event, next.selection())),
                                () -> message + " came after the change to " + change.selection()));
            }
        }
    }

    private void skipTo(String token, Queue<Event> expected, boolean mayMiss, InterleavedListener listener) {
        while (!expected.isEmpty() && !expected.element().id().toString().equals(token)) {
            var missed = expected.remove();
            if (!listener.mustGet(missed) || wasNotAskedFor(missed, listener)) {
                continue;
            }
            assertTrue(
                    mayMiss,
                    () -> missed.id() + " is missing before " + token + " from " + listener.from()
                            + " and no gap was told");
            assertFalse(isInLog(missed, listener), () -> missed + " is missing though it is in the log");
        }
    }

    private boolean wasNotAskedFor(Event missed, InterleavedListener listener) {
        return switch (listener.from()) {
            case Cursor.Now _ ->
                kept.indexOf(missed) < listener.keptWhenJoined().get();
            case Cursor.Latest _ ->
                missed.topics().stream().filter(listener::wants).noneMatch(topic -> isNewest(missed, topic));
            default -> false;
        };
    }

    /// It is not if it has been dropped from the topic.
    private boolean isNewest(Event event, Topic topic) {
        var newest =
                kept.stream().filter(other -> other.topics().contains(topic)).reduce((_, later) -> later);
        return newest.map(event::equals).orElse(false) && isInLog(event, Selection.of(topic.name()));
    }

    /// Whether the log has it for each of the selections: it may be dropped from some of its topics only.
    private boolean isInLog(Event missed, InterleavedListener listener) {
        return listener.selections().stream().allMatch(selection -> isInLog(missed, selection));
    }

    private boolean isInLog(Event missed, Selection selection) {
        return log.read(new Cursor.Beginning(), selection, new PageLimit(1000, 1_000_000)).events().stream()
                .anyMatch(event -> event.id().equals(missed.id()));
    }

    private static boolean follows(EventId id, Cursor from) {
        return !(from instanceof Cursor.After(var after)) || id.isAfter(after);
    }
}
