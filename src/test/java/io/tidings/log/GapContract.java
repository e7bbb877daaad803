package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which gaps are told.
abstract class GapContract extends LogFixture {
    GapContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void whatIsLostSinceAnInstantIsTold() {
        open(Retention.ofEach(1, Duration.ofDays(1)));
        now = now.plusSeconds(60);
        append("t", "1");
        append("t", "2");
        trimAll();
        var page = read(new Cursor.Since(now), Selection.of("t"));
        assertEquals(List.of("2"), data(page.events()));
        assertTrue(page.gap().isPresent());
    }

    @Test
    void aTrimmedTopicTellsOfTheGapAndOthersDoNot() {
        open(Retention.ofEach(2, Duration.ofDays(1)));
        append("other", "o");
        var first = append("t", "1");
        var second = append("t", "2");
        append("t", "3");
        var fourth = append("t", "4");
        trimAll();
        assertEquals(
                Optional.empty(),
                read(new Cursor.After(second), Selection.of("t")).gap());
        assertEquals(
                Optional.empty(),
                read(new Cursor.After(first), Selection.of("other")).gap());
        assertEquals(
                Optional.empty(),
                read(new Cursor.Beginning(), Selection.of("t")).gap());
        var page = read(new Cursor.After(first), Selection.of("t"));
        assertEquals(List.of("3", "4"), data(page.events()));
        assertEquals(Optional.of(new Gap(first, page.events().getFirst().id(), second)), page.gap());
        assertTrue(fourth.isAfter(first));
    }

    @Test
    void aGapEndsAtTheFirstEventThatMatches() {
        open(Retention.ofEach(1, Duration.ofDays(1)));
        var before = append("a/alert", "1");
        append("a/alert", "2");
        append("a/alert", "3");
        for (int i = 0; i < 200; i++) {
            append("chat/" + i, "x".repeat(1_000));
        }
        var match = append("b/alert", "4");
        append("a/alert", "5");
        trimAll();
        var page = log.read(new Cursor.After(before), Selection.of("*/alert"), new PageLimit(10, 64 * 1024));
        assertEquals(match, page.gap().orElseThrow().resumes());
    }

    @Test
    void aCursorOlderThanTheLogMeetsAGap() {
        open(AMPLE);
        var birth = new EventId(now.toEpochMilli(), 0);
        var foreign = new EventId(now.toEpochMilli() - 1000, 0);
        var id = append("t", "1");
        var page = read(new Cursor.After(foreign), Selection.of("t"));
        assertEquals(List.of("1"), data(page.events()));
        assertEquals(Optional.of(new Gap(foreign, id, birth)), page.gap());
    }

    @Test
    void aCursorThatTheLogHasNotReachedMeetsAGapAndGoesOnFromTheNewest() {
        open(AMPLE);
        var newest = append("t", "1");
        var foreign = new EventId(now.toEpochMilli() + 1_000_000, 0);
        var page = read(new Cursor.After(foreign), Selection.of("t"));
        assertEquals(Optional.of(new Gap(foreign, newest, newest)), page.gap());
        append("t", "2");
        assertEquals(List.of("2"), data(read(page.next(), Selection.of("t")).events()));
    }

    @Test
    void aGapIsStillToldWhenNothingIsLeft() {
        open(Retention.ofEach(100, Duration.ofMinutes(1)));
        var first = append("t", "1");
        append("t", "2");
        now = now.plusSeconds(61);
        trimAll();
        trimAll();
        assertEquals(List.of(), all(Selection.ALL));
        assertEquals(List.of(), log.topics(Selection.ALL, "", "", 10));
        assertTrue(read(new Cursor.After(first), Selection.of("t")).gap().isPresent());
        append("t", "3");
        var page = read(new Cursor.After(first), Selection.of("t"));
        assertTrue(page.gap().isPresent());
        assertEquals(List.of("3"), data(page.events()));
        assertEquals(Optional.empty(), read(page.next(), Selection.of("t")).gap());
    }
}
