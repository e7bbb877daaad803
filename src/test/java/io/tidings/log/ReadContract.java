package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is read from a cursor, page by page.
abstract class ReadContract extends LogFixture {
    /// At most, of those with 15,000 bytes of names.
    private static final PageLimit FOUR_EVENTS = new PageLimit(1_000, 64 * 1024);

    ReadContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void whatFollowsTheCursorIsRead() {
        open(AMPLE);
        var first = append("t", "1");
        append("t", "2");
        append("t", "3");
        assertEquals(
                List.of("2", "3"),
                data(read(new Cursor.After(first), Selection.ALL).events()));
        assertEquals(List.of(), read(new Cursor.Now(), Selection.ALL).events());
    }

    @Test
    void whatWasKeptSinceAnInstantIsRead() {
        open(AMPLE);
        now = now.plusSeconds(60);
        append("t", "1");
        now = now.plusSeconds(60);
        append("t", "2");
        var since = read(new Cursor.Since(now), Selection.ALL);
        assertEquals(List.of("2"), data(since.events()));
        assertEquals(Optional.empty(), since.gap());
    }

    @Test
    void sinceTheNewestEventNothingIsLost() {
        open(AMPLE);
        append("t", "1");
        for (var instant : List.of(now.plusSeconds(60), now.plusSeconds(1_000_000))) {
            var page = read(new Cursor.Since(instant), Selection.of("t"));
            assertEquals(Optional.empty(), page.gap());
            assertTrue(page.reachesEnd());
            append("t", "next");
            assertEquals(
                    List.of("next"), data(read(page.next(), Selection.of("t")).events()));
        }
    }

    @Test
    void onlyWhatMatchesIsReadAndAnEventOfSeveralTopicsOnce() {
        open(AMPLE);
        append("prices/gold", "1");
        append("news", "2");
        append("prices/gold/eu", "3");
        append(draft("4", "prices/silver", "prices/all"));
        assertEquals(List.of("1"), data(all(Selection.of("prices/gold"))));
        assertEquals(List.of("1", "4"), data(all(Selection.of("prices/*"))));
        assertEquals(List.of("1", "3", "4"), data(all(Selection.of("prices/**", "prices/all"))));
        assertEquals(List.of("4"), data(all(Selection.of("prices/all", "prices/silver"))));
        assertEquals(List.of("2", "4"), data(all(Selection.of("news", "prices/all"))));
        assertEquals(List.of(), data(all(Selection.of("prices"))));
    }

    @Test
    void pagesAddUpToTheWhole() {
        open(AMPLE);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            append(i % 3 == 0 ? "wanted" : "other/" + i % 5, "e" + i);
            if (i % 3 == 0) {
                expected.add("e" + i);
            }
        }
        for (var selection : List.of(Selection.of("wanted"), Selection.of("wanted", "none/*"))) {
            for (var limit : List.of(new PageLimit(1, 1000), new PageLimit(7, 1000), new PageLimit(1000, 10))) {
                assertEquals(expected, data(pages(new Cursor.Beginning(), selection, limit)), limit.toString());
            }
        }
    }

    @Test
    void aPageHoldsOneEventWhateverItsSize() {
        open(AMPLE);
        append("t", "x".repeat(1000));
        append("t", "y".repeat(1000));
        var page = log.read(new Cursor.Beginning(), Selection.ALL, new PageLimit(10, 10));
        assertEquals(1, page.events().size());
        assertFalse(page.reachesEnd());
    }

    @Test
    void aPageCountsTheNamesOfTopics() {
        open(AMPLE);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            append(draft("e" + i, longNames(i)));
            expected.add("e" + i);
        }
        for (var selection : List.of(Selection.ALL, Selection.of("all"), Selection.of("all", "none"))) {
            for (var from : List.of(new Cursor.Beginning(), Cursor.Latest.START)) {
                var wanted = from instanceof Cursor.Latest ? Selection.of("of/**") : selection;
                var page = log.read(from, wanted, FOUR_EVENTS);
                assertTrue(page.events().size() <= 4, from + " " + wanted);
                assertEquals(expected, data(pages(from, wanted, FOUR_EVENTS)), from + " " + wanted);
            }
        }
    }

    @Test
    void aPageHoldsOneEventWhateverTheNamesOfItsTopics() {
        open(AMPLE);
        append(draft("1", longNames(1)));
        append(draft("2", longNames(2)));
        var page = log.read(new Cursor.Beginning(), Selection.ALL, new PageLimit(10, 1_000));
        assertEquals(List.of("1"), data(page.events()));
        assertFalse(page.reachesEnd());
    }

    /// Fifteen of 1,000 characters and a short one.
    private static String[] longNames(int event) {
        return Stream.concat(
                        Stream.of("all"),
                        IntStream.range(0, 15)
                                .mapToObj(topic -> String.format("of/%04d/%04d/", event, topic))
                                .map(name -> name + "\"".repeat(1_000 - name.length())))
                .toArray(String[]::new);
    }
}
