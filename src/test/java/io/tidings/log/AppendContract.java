package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.EventType;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import io.tidings.event.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an append promises.
abstract class AppendContract extends LogFixture {
    AppendContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void anEventIsReadAsItWasAppended() {
        open(AMPLE);
        var draft = new Draft(
                List.of(new Topic("news"), new Topic("news/örtlich")),
                Optional.of(new EventType("headline")),
                Utf8.of("first\nsecond \u2028 \0 \uD83D\uDE00"),
                OptionalLong.of(3000));
        var id = append(draft);
        assertEquals(List.of(draft.keptAs(id)), all(Selection.ALL));
    }

    @Test
    void anEventRemembersTheSpanInWhichItWasPublished() {
        open(AMPLE);
        var draft = Draft.of("a", "x").publishedIn(Optional.of(new TraceParent("00-0af7-b7ad-01")));
        var id = append(draft);
        var plain = append("a", "y");
        assertEquals(List.of(draft.keptAs(id), Draft.of("a", "y").keptAs(plain)), all(Selection.ALL));
    }

    @Test
    void aRepetitionMayBeTracedOtherwise() {
        open(AMPLE);
        var first = log.append(new Batch(List.of(Draft.of("a", "x")), Optional.of("k")));
        var again = Draft.of("a", "x").publishedIn(Optional.of(new TraceParent("00-0af7-b7ad-01")));
        assertEquals(first, log.append(new Batch(List.of(again), Optional.of("k"))));
    }

    @Test
    void idsIncreaseThoughTheClockStandsStillOrGoesBack() {
        open(AMPLE);
        var ids = new ArrayList<EventId>();
        for (int i = 0; i < 20; i++) {
            now = i == 7 ? now.minusSeconds(3600) : i == 14 ? now.plusSeconds(7200) : now;
            ids.add(append("t", "e" + i));
        }
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
        assertEquals(ids, all(Selection.ALL).stream().map(Event::id).toList());
    }

    @Test
    void aBatchIsKeptInOrder() {
        open(AMPLE);
        var ids = log.append(Batch.of(Draft.of("a", "1"), Draft.of("b", "2"), Draft.of("a", "3")));
        assertEquals(List.of("1", "2", "3"), data(all(Selection.ALL)));
        assertEquals(ids, all(Selection.ALL).stream().map(Event::id).toList());
    }

    @Test
    void aLargeBatchIsKeptInOrder() {
        open(AMPLE);
        var drafts = IntStream.range(0, 2_500)
                .mapToObj(i -> Draft.of("p/" + i % 2, "e" + i))
                .toList();
        var ids = log.append(new Batch(drafts, Optional.of("key")));
        assertEquals(ids, log.append(new Batch(drafts, Optional.of("key"))));
        var after = append("p/0", "after");
        assertEquals(
                ids,
                pages(new Cursor.Beginning(), Selection.of("p/0", "p/1"), ALL).subList(0, 2_500).stream()
                        .map(Event::id)
                        .toList());
        assertEquals(
                List.of(
                        new TopicSummary(new Topic("p/0"), after, 1_251),
                        new TopicSummary(new Topic("p/1"), ids.getLast(), 1_250)),
                log.topics(Selection.ALL, "p/", "", 10));
    }

    @Test
    void anUnchangedIdempotencyKeyKeepsNothingTwice() {
        open(AMPLE);
        var first = appendWithKey("k", "1");
        now = now.plusSeconds(599);
        assertEquals(first, appendWithKey("k", "1"));
        assertEquals(List.of("1"), data(all(Selection.ALL)));
    }

    @Test
    void anIdempotencyKeyIsForgottenAfterItsWindow() {
        open(AMPLE);
        appendWithKey("k", "1");
        now = now.plusSeconds(601);
        appendWithKey("k", "2");
        assertEquals(List.of("1", "2"), data(all(Selection.ALL)));
    }

    @Test
    void ofTooManyIdempotencyKeysTheOldestIsForgotten() {
        open(AMPLE);
        for (var key : List.of("a", "b", "c", "d")) {
            appendWithKey(key, key);
        }
        appendWithKey("d", "d");
        appendWithKey("a", "kept again");
        assertEquals(List.of("a", "b", "c", "d", "kept again"), data(all(Selection.ALL)));
    }

    @Test
    void anIdempotencyKeyWithOtherContentIsRefused() {
        open(AMPLE);
        var first = appendWithKey("k", "1");
        var others = List.of(
                List.of(draft("2", "t")),
                List.of(draft("1", "u")),
                List.of(draft("1", "t", "u")),
                List.of(privateDraft("1", "t")),
                List.of(draft("1", "t"), draft("1", "t")),
                List.of(new Draft(
                        List.of(new Topic("t")), Optional.of(new EventType("x")), Utf8.of("1"), OptionalLong.empty())),
                List.of(new Draft(List.of(new Topic("t")), Optional.empty(), Utf8.of("1"), OptionalLong.of(1))));
        for (var other : others) {
            assertThrows(
                    ReusedKeyException.class, () -> log.append(new Batch(other, Optional.of("k"))), other::toString);
        }
        assertEquals(first, appendWithKey("k", "1"));
        assertEquals(List.of("1"), data(all(Selection.ALL)));
    }

    /// They are in one commit, or in one call.
    @Test
    void ofTwoBatchesWithOneKeyThatComeTogetherOneIsRefused() {
        open(AMPLE);
        var results = IntStream.range(0, 40)
                .mapToObj(i -> log.appendAsync(new Batch(List.of(draft("e" + i % 2, "t")), Optional.of("k" + i / 2)))
                        .handle((_, failure) -> failure != null)
                        .toCompletableFuture())
                .toList();
        long refused = results.stream().filter(CompletableFuture::join).count();
        assertEquals(20, refused);
        assertEquals(Collections.nCopies(20, "e0"), data(all(Selection.ALL)));
    }

    @Test
    void aHealthyLogPassesItsCheck() {
        open(AMPLE);
        log.check();
    }

    private List<EventId> appendWithKey(String key, String data) {
        return log.append(new Batch(List.of(Draft.of("t", data)), Optional.of(key)));
    }
}
