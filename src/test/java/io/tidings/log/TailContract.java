package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What the tail hands over.
abstract class TailContract extends LogFixture {
    TailContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void theTailSeesEachEventOnceInOrder() {
        open(AMPLE);
        var before = append("t", "before");
        var seen = Collections.synchronizedList(new ArrayList<Event>());
        try (var tail = log.tail(listener(seen))) {
            assertEquals(before, tail.start());
            append("t", "1");
            var span = Optional.of(new TraceParent("00-0af7-b7ad-01"));
            log.append(Batch.of(Draft.of("t", "2"), Draft.of("u", "3").publishedIn(span)));
            awaitSize(seen, 3);
            assertEquals(span, seen.getLast().trace());
        }
        append("t", "after");
        assertEquals(read(new Cursor.After(before), Selection.ALL).events().subList(0, 3), seen);
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() {
        open(AMPLE);
        var seen = Collections.synchronizedList(new ArrayList<Event>());
        log.tail(new Tail.Listener() {
            @Override
            public void appended(List<Event> events) {
                throw new AssertionError("on purpose");
            }

            @Override
            public void dropped() {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void interrupted(EventId id) {}
        });
        log.tail(listener(seen));
        try (var _ = new Told(TailListeners.class)) {
            append("t", "1");
            // A tail that is late does not find what was dropped.
            awaitSize(seen, 1);
            log.drop(new Topic("t"));
            append("t", "2");
            awaitSize(seen, 2);
        }
        assertEquals(List.of("1", "2"), data(seen));
    }

    @Test
    void concurrentAppendsAreAllKeptAndTailedInOrder() throws Exception {
        open(AMPLE);
        var seen = Collections.synchronizedList(new ArrayList<Event>());
        var acknowledged = Collections.synchronizedSet(new HashSet<EventId>());
        try (var _ = log.tail(listener(seen))) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 500; i++) {
                    var data = "e" + i;
                    threads.submit(() -> acknowledged.add(append("t" + data.hashCode() % 7, data)));
                }
            }
            awaitSize(seen, 500);
        }
        var kept = all(Selection.ALL);
        assertEquals(500, acknowledged.size());
        assertEquals(acknowledged, new HashSet<>(kept.stream().map(Event::id).toList()));
        assertEquals(kept, seen);
    }

    @Test
    void droppingATopicIsToldToTheTail() {
        open(AMPLE);
        append("t", "1");
        var dropped = Collections.synchronizedList(new ArrayList<String>());
        try (var _ = log.tail(new Tail.Listener() {
            @Override
            public void appended(List<Event> events) {}

            @Override
            public void dropped() {
                dropped.add("t");
            }

            @Override
            public void interrupted(EventId id) {}
        })) {
            log.drop(new Topic("t"));
            awaitSize(dropped, 1);
        }
    }
}
