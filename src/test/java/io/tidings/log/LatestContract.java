package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The newest event of each topic.
abstract class LatestContract extends LogFixture {
    LatestContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void theLatestOfEachTopicIsReadInLogOrderAndThenWhatFollows() {
        open(AMPLE);
        append("p/a", "a1");
        append("p/b", "b1");
        append("q", "q1");
        append("p/a", "a2");
        append("p/c", "c1");
        for (var limit : List.of(new PageLimit(1, 1000), ALL)) {
            assertEquals(List.of("b1", "a2", "c1"), data(pages(Cursor.Latest.START, Selection.of("p/*"), limit)));
        }
        var first = log.read(Cursor.Latest.START, Selection.of("p/*"), new PageLimit(1, 1000));
        append("p/b", "b2");
        assertEquals(List.of("a2", "c1", "b2"), data(pages(first.next(), Selection.of("p/*"), new PageLimit(1, 1000))));
    }

    @Test
    void theLatestOfManyTopicsAreReadInLogOrderWheneverTheyCame() {
        open(AMPLE);
        appendTo(700);
        append("p/3", "again");
        now = now.plusMillis(1);
        append("p/5", "later");
        appendTo(300);
        now = now.plusMillis(1);
        append("p/1", "last");
        var expected = new ArrayList<String>();
        IntStream.range(300, 700).forEach(topic -> expected.add("e" + topic));
        IntStream.range(0, 300).filter(topic -> topic != 1).forEach(topic -> expected.add("e" + topic));
        expected.add("last");
        for (int limit : List.of(7, 512, 10_000)) {
            var page = new PageLimit(limit, Integer.MAX_VALUE);
            assertEquals(expected, data(pages(Cursor.Latest.START, Selection.of("p/*"), page)));
            assertEquals(
                    List.of("e298", "e299", "last"),
                    data(pages(Cursor.Latest.START, Selection.of("*/298", "q/9", "p/1", "*/*/deep"), page)));
        }
    }

    /// Each event is the latest of two topics, and a page may end between any two of them.
    @Test
    void theLatestOfThousandsOfTopicsAreReadInLogOrder() {
        open(AMPLE);
        int events = 2_500;
        var drafts = IntStream.range(0, events)
                .mapToObj(event -> draft("e" + event, "p/" + event, "q/" + (events - event)))
                .toList();
        log.append(new Batch(drafts, Optional.empty()));
        var expected = IntStream.range(0, events).mapToObj(event -> "e" + event).toList();
        for (int limit : List.of(512, 10_000)) {
            var page = new PageLimit(limit, Integer.MAX_VALUE);
            for (var patterns : List.of(Selection.of("p/*"), Selection.of("**"), Selection.of("q/*", "p/7"))) {
                assertEquals(expected, data(pages(Cursor.Latest.START, patterns, page)));
            }
            assertEquals(List.of("e1", "e2499"), data(pages(Cursor.Latest.START, Selection.of("*/2499"), page)));
        }
    }

    @Test
    void theLatestOfATopicIsNotThatOfAnotherWithTheSamePrefix() {
        open(AMPLE);
        append(draft("ax, bx", "a/x", "b/x"));
        append("b/x", "bx");
        append(draft("ay, by", "a/y", "b/y"));
        append("a/y", "ay");
        for (var limit : List.of(new PageLimit(1, 1000), ALL)) {
            assertEquals(List.of("bx"), data(pages(Cursor.Latest.START, Selection.of("b/x", "none/*"), limit)));
            assertEquals(List.of("ax, bx", "ay"), data(pages(Cursor.Latest.START, Selection.of("a/*"), limit)));
            assertEquals(List.of("ay, by", "ay"), data(pages(Cursor.Latest.START, Selection.of("*/y"), limit)));
            assertEquals(List.of("ax, bx", "bx"), data(pages(Cursor.Latest.START, Selection.of("*/x"), limit)));
        }
    }

    /// An event for each topic, and for one of ten others.
    private void appendTo(int topics) {
        var drafts = IntStream.range(0, topics)
                .mapToObj(topic -> new Draft(
                        List.of(new Topic("p/" + topic), new Topic("q/" + topic % 10)),
                        Optional.empty(),
                        Utf8.of("e" + topic),
                        OptionalLong.empty()))
                .toList();
        log.append(new Batch(drafts, Optional.empty()));
    }
}
