package io.tidings.log.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.TooLargeException;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.log.Batch;
import io.tidings.log.Gap;
import io.tidings.log.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The log takes no more of the heap than it may.
class MemorySizeTest extends MemorySizeFixture {
    @Test
    void anAppendDropsTheOldestEventsToMakeRoom() {
        var other = append("other", "x");
        var ids = IntStream.range(0, 200)
                .mapToObj(i -> append("t", "x".repeat(1_000)))
                .toList();

        assertTrue(log.bytes() <= SIZE);
        var kept = read(new Cursor.Beginning()).events();
        assertEquals(
                ids.subList(200 - kept.size(), 200),
                kept.stream().map(Event::id).toList());
        assertTrue(kept.size() > SIZE / 2_000, "kept: " + kept.size());
        var lost = ids.get(199 - kept.size());
        assertEquals(
                Optional.of(new Gap(other, kept.getFirst().id(), lost)),
                read(new Cursor.After(other)).gap());
        assertEquals(Optional.empty(), read(new Cursor.After(lost)).gap());
        assertEquals(
                List.of("t"),
                log.topics(Selection.ALL, "", "", 10).stream()
                        .map(topic -> topic.topic().name())
                        .toList());
    }

    @Test
    void theTailIsToldOfEachEventThoughOthersAreDropped() {
        var seen = new ArrayList<EventId>();
        try (var _ = log.tail(new Tail.Listener() {
            @Override
            public void appended(List<Event> events) {
                events.forEach(event -> seen.add(event.id()));
            }

            @Override
            public void dropped() {}

            @Override
            public void interrupted(EventId id) {}
        })) {
            var ids = IntStream.range(0, 200)
                    .mapToObj(i -> append("t", "x".repeat(1_000)))
                    .toList();
            assertEquals(ids, seen);
        }
    }

    @Test
    void aBatchThatCanNeverFitIsRefusedAndChangesNothing() {
        var first = append("t", "kept");
        long before = log.bytes();
        var drafts = IntStream.range(0, 100)
                .mapToObj(i -> Draft.of("u/" + i, "x".repeat(1_000)))
                .toList();
        var large = new Batch(drafts, Optional.of("key"));

        assertThrows(TooLargeException.class, () -> log.append(large));

        assertEquals(before, log.bytes());
        assertEquals(
                List.of(first),
                read(new Cursor.Beginning()).events().stream().map(Event::id).toList());
        var ids = log.append(new Batch(List.of(Draft.of("t", "small")), Optional.of("key")));
        assertEquals(
                ids.getFirst(), read(new Cursor.Beginning()).events().getLast().id());
    }

    @Test
    void aBatchThatIsKeptIsKeptWhole() {
        for (int i = 0; i < 1_000; i++) {
            log.append(new Batch(List.of(Draft.of("t/" + i, "x")), Optional.of("key " + i)));
        }
        var drafts = IntStream.range(0, 50)
                .mapToObj(i -> Draft.of("u", "x".repeat(1_100)))
                .toList();

        log.append(new Batch(drafts, Optional.of("key")));

        assertTrue(log.bytes() <= SIZE);
        var kept = read(new Cursor.Beginning()).events();
        assertEquals(
                50,
                kept.stream()
                        .filter(event -> event.topics().contains(new Topic("u")))
                        .count());
    }

    @Test
    void idempotencyKeysTakeAQuarterAtMostAndTheOldestAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            log.append(new Batch(List.of(Draft.of("t", "x")), Optional.of(i + "k".repeat(200))));
        }
        assertTrue(log.bytes() <= SIZE);
        assertTrue(read(new Cursor.Beginning()).events().size() > SIZE / 2 / 500);
        var newest = log.append(new Batch(List.of(Draft.of("t", "x")), Optional.of(999 + "k".repeat(200))));
        var oldest = log.append(new Batch(List.of(Draft.of("t", "anew")), Optional.of(0 + "k".repeat(200))));
        assertTrue(oldest.getFirst().isAfter(newest.getFirst()));
        assertEquals(
                oldest.getFirst(),
                read(new Cursor.Beginning()).events().getLast().id());
    }

    @Test
    void keysThatAreTooOldMakeRoom() {
        log.append(new Batch(List.of(Draft.of("t", "1")), Optional.of("k".repeat(200))));
        now = now.plusSeconds(601);
        log.append(new Batch(List.of(Draft.of("t", "1")), Optional.of("short")));
        var fresh = open(SIZE);
        fresh.append(new Batch(List.of(Draft.of("t", "1")), Optional.of("short")));
        fresh.append(Batch.of(Draft.of("t", "1")));

        assertEquals(fresh.bytes(), log.bytes());
    }

    @Test
    void topicsCountAsLongAsSomethingIsKnownOfThem() {
        var name = "ü".repeat(500);
        for (int i = 0; i < 1_000; i++) {
            append(i + name, "");
        }
        assertTrue(log.bytes() <= SIZE);
        for (var topic : log.topics(Selection.ALL, "", "", 1_000)) {
            log.drop(topic.topic());
        }
        assertTrue(log.bytes() > 500);
        now = now.plusSeconds(1);
        while (log.trim()) {}
        assertEquals(0, log.bytes());
    }

    @Test
    void whatRetentionDropsIsNotCounted() {
        append("t", "x".repeat(10_000));
        now = now.plus(Duration.ofDays(2));
        while (log.trim()) {}

        assertEquals(0, log.bytes());
    }

    @Test
    void anEventThatIsInSeveralTopicsGoesFromAllOfThem() {
        var both = new Draft(
                List.of(new Topic("a"), new Topic("b")),
                Optional.empty(),
                Utf8.of("x".repeat(3_000)),
                OptionalLong.empty());
        var id = log.append(Batch.of(both)).getFirst();
        var next = append("a", "next");
        for (int i = 0; i < 200 && oldest().equals(id); i++) {
            append("b", "x".repeat(1_000));
        }
        assertEquals(next, oldest());
        assertTrue(log.bytes() <= SIZE);
        assertTrue(log.read(new Cursor.After(EventId.ZERO), Selection.of("b"), ALL)
                .gap()
                .isPresent());
        assertEquals(next, log.topics(Selection.ALL, "a", "", 1).getFirst().newest());
    }
}
