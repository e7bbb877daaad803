package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.config.AgeLimit;
import io.tidings.config.CountLimit;
import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.EventType;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import io.tidings.event.Utf8;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every engine promises.
public abstract class EventLogContract {
    private static final Retention AMPLE = Retention.ofEach(10_000, Duration.ofDays(1));
    private static final IdempotencyLimits WINDOW = new IdempotencyLimits(Duration.ofMinutes(10), 3);
    private static final PageLimit ALL = new PageLimit(10_000, Integer.MAX_VALUE);

    /// Stands still unless told otherwise.
    protected Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private EventLog log;

    /// Opens a log that is empty the first time in a test and later has what was in it, if the engine is durable.
    protected abstract EventLog open(InstantSource clock, Retention retention, IdempotencyLimits idempotency);

    private void open(Retention retention) {
        log = open(() -> now, retention, WINDOW);
    }

    @AfterEach
    void closeLog() {
        log.close();
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
    void anUnchangedIdempotencyKeyKeepsNothingTwice() {
        open(AMPLE);
        var first = appendWithKey("k", "1");
        now = now.plusSeconds(599);
        assertEquals(first, appendWithKey("k", "again"));
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
        appendWithKey("d", "not kept");
        appendWithKey("a", "kept again");
        assertEquals(List.of("a", "b", "c", "d", "kept again"), data(all(Selection.ALL)));
    }

    @Test
    void theTailSeesEachEventOnceInOrder() {
        open(AMPLE);
        var before = append("t", "before");
        var seen = Collections.synchronizedList(new ArrayList<Event>());
        try (var tail = log.tail(listener(seen))) {
            assertEquals(before, tail.start());
            append("t", "1");
            log.append(Batch.of(Draft.of("t", "2"), Draft.of("u", "3")));
            awaitSize(seen, 3);
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
    void retentionByCountKeepsTheNewestOfEachTopic() {
        open(Retention.ofEach(2, Duration.ofDays(1)));
        for (int i = 0; i < 5; i++) {
            append("a", "a" + i);
            append("b", "b" + i);
        }
        trimAll();
        assertEquals(List.of("a3", "b3", "a4", "b4"), data(all(Selection.ALL)));
    }

    @Test
    void retentionByAgeDropsWhatIsOlder() {
        open(Retention.ofEach(100, Duration.ofMinutes(1)));
        append("a", "old");
        now = now.plusSeconds(61);
        append("a", "young");
        trimAll();
        assertEquals(List.of("young"), data(all(Selection.ALL)));
    }

    @Test
    void whatIsUnlimitedStays() {
        open(Retention.ofEach(CountLimit.UNLIMITED.most(), Duration.ofMinutes(1)));
        append("a", "old");
        now = now.plusSeconds(61);
        append("a", "1");
        append("a", "2");
        trimAll();
        assertEquals(List.of("1", "2"), data(all(Selection.ALL)));
    }

    @Test
    void whatHasNoGreatestAgeGoesByCountAlone() {
        open(Retention.ofEach(2, AgeLimit.UNLIMITED.age()));
        append("a", "1");
        now = now.plus(Duration.ofDays(10_000));
        append("a", "2");
        append("a", "3");
        trimAll();
        assertEquals(List.of("2", "3"), data(all(Selection.ALL)));
    }

    @Test
    void theMostSpecificRetentionRuleHolds() {
        var day = Duration.ofDays(1);
        open(new Retention(
                List.of(
                        new Retention.Rule(TopicPattern.ALL, 3, day),
                        new Retention.Rule(TopicPattern.parse("prices/**"), 2, day),
                        new Retention.Rule(TopicPattern.parse("prices/gold"), 1, day)),
                Long.MAX_VALUE));
        for (int i = 0; i < 5; i++) {
            append("news", "n" + i);
            append("prices/silver", "s" + i);
            append("prices/gold", "g" + i);
        }
        trimAll();
        assertEquals(List.of("n2", "n3", "s3", "n4", "s4", "g4"), data(all(Selection.ALL)));
    }

    @Test
    void anEventStaysWhileOneOfItsTopicsKeepsIt() {
        var day = Duration.ofDays(1);
        open(new Retention(
                List.of(
                        new Retention.Rule(TopicPattern.ALL, 100, day),
                        new Retention.Rule(TopicPattern.parse("short"), 1, day)),
                Long.MAX_VALUE));
        append(draft("both", "short", "long"));
        append("short", "1");
        trimAll();
        assertEquals(List.of("both", "1"), data(all(Selection.ALL)));
        assertEquals(List.of("1"), data(all(Selection.of("short"))));
        assertEquals(List.of("1"), data(all(Selection.of("short", "none/*"))));
        assertEquals(List.of("both"), data(all(Selection.of("long"))));
    }

    @Test
    void anEventIsNotReadByATopicThatHasDroppedIt() {
        open(Retention.ofEach(1, Duration.ofDays(1)));
        append(draft("a1, a2", "a/1", "a/2"));
        append(draft("a2, a3", "a/2", "a/3"));
        trimAll();
        var odd = new Selection(new Patterns(List.of(new Odd("a/"))), Patterns.ALL);
        var even = Selection.of("*/2");
        assertEquals(List.of("a1, a2", "a2, a3"), data(all(odd)));
        assertEquals(List.of("a2, a3"), data(all(even)));
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

    @Test
    void aFormSelectsTheSameTopicsAsItDoesElsewhere() {
        open(AMPLE);
        var names = List.of("a", "a/", "a/b", "a//b", "/a", "a/b/c", "b/a", "a.b/c", "a%/b", "örtlich/b");
        names.forEach(name -> append(name, name));
        for (var form :
                List.of("*", "**", "a/*", "a/**", "*/b", "*/*", "*/*/c", "*/b/**", "a/*/*", "/*", "a.b/*", "a%/*")) {
            var selection = Selection.of(form, "none/*");
            var expected = names.stream()
                    .filter(name -> selection.wanted().matches(new Topic(name)))
                    .toList();
            assertEquals(expected, data(all(selection)), form);
            assertEquals(expected, data(pages(Cursor.Latest.START, selection, ALL)), form);
        }
    }

    /// As the engine knows nothing of such a matcher but its prefix.
    @Test
    void aMatcherOfAnyKindSelects() {
        open(AMPLE);
        for (int i = 1; i <= 4; i++) {
            append("n/" + i, "n" + i);
            append("m/" + i, "m" + i);
        }
        append(draft("n1, m2, n5", "n/1", "m/2", "n/5"));
        append(draft("n2, m3", "n/2", "m/3"));
        var odd = new Selection(new Patterns(List.of(new Odd("n/"))), Patterns.ALL);
        var oddOrNamed = new Selection(new Patterns(List.of(new Odd("n/"), TopicPattern.parse("m/3"))), Patterns.ALL);
        for (var limit : List.of(new PageLimit(1, 1000), ALL)) {
            assertEquals(List.of("n1", "n3", "n1, m2, n5"), data(pages(new Cursor.Beginning(), odd, limit)));
            assertEquals(List.of("n3", "n1, m2, n5"), data(pages(Cursor.Latest.START, odd, limit)));
            assertEquals(
                    List.of("n1", "n3", "m3", "n1, m2, n5", "n2, m3"),
                    data(pages(new Cursor.Beginning(), oddOrNamed, limit)));
            assertEquals(List.of("n3", "n1, m2, n5", "n2, m3"), data(pages(Cursor.Latest.START, oddOrNamed, limit)));
        }
        assertEquals(List.of("n/1", "n/3", "n/5"), names(log.topics(odd, "", "", 10)));
    }

    /// Topics below a prefix whose names end in an odd number.
    private record Odd(String literalPrefix) implements TopicMatcher {
        @Override
        public boolean matches(Topic topic) {
            return topic.name().startsWith(literalPrefix)
                    && (topic.name().charAt(topic.name().length() - 1) & 1) == 1;
        }

        @Override
        public int size() {
            return 100;
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

    /// Each page has room for one event, so that what may not be read lies at every boundary.
    @Test
    void onlyEventsWithAReadableTopicAreRead() {
        open(AMPLE);
        append("a", "1");
        append(draft("2", "a", "open"));
        append("open", "3");
        append("b", "4");
        append(draft("5", "b", "open/x", "a"));
        append("a", "6");
        var readable = Patterns.of("open", "open/*");
        for (var limit : List.of(new PageLimit(1, 1000), ALL)) {
            for (var wanted : List.of(
                    Patterns.of("a"), Patterns.of("a", "b"), Patterns.of("a/**", "*"), Patterns.of("none", "a", "b"))) {
                var selection = new Selection(wanted, readable);
                var expected = wanted.matches(new Topic("open")) ? List.of("2", "3", "5") : List.of("2", "5");
                assertEquals(expected, data(pages(new Cursor.Beginning(), selection, limit)), wanted::toString);
            }
            var latest = new Selection(Patterns.of("*"), readable);
            assertEquals(List.of("3", "5"), data(pages(Cursor.Latest.START, latest, limit)));
            var latestByName = new Selection(Patterns.of("a", "b", "open"), readable);
            assertEquals(List.of("3", "5"), data(pages(Cursor.Latest.START, latestByName, limit)));
        }
    }

    @Test
    void onlySelectedTopicsAreListed() {
        open(AMPLE);
        IntStream.range(0, 600).forEach(i -> append("t/" + (char) ('a' + i % 26) + i, "e"));
        append("u", "e");
        var selection = new Selection(Patterns.of("t/*"), Patterns.of("t/a26", "t/z25", "u", "t/z597"));
        assertEquals(List.of("t/a26", "t/z25", "t/z597"), names(log.topics(selection, "", "", 10)));
        assertEquals(List.of("t/a26", "t/z25"), names(log.topics(selection, "", "", 2)));
        assertEquals(List.of("t/z597"), names(log.topics(selection, "t/z", "t/z25", 10)));
    }

    @Test
    void topicsAreListedByNameWithWhatIsKept() {
        open(Retention.ofEach(2, Duration.ofDays(1)));
        append("b", "1");
        append("a/x", "2");
        append("a/x", "3");
        var ax = append("a/x", "4");
        var ay = append("a/y", "5");
        trimAll();
        assertEquals(
                List.of(new TopicSummary(new Topic("a/x"), ax, 2), new TopicSummary(new Topic("a/y"), ay, 1)),
                log.topics(Selection.ALL, "a/", "", 10));
        assertEquals(List.of("a/x"), names(log.topics(Selection.ALL, "", "", 1)));
        assertEquals(List.of("a/y", "b"), names(log.topics(Selection.ALL, "", "a/x", 10)));
    }

    @Test
    void aDroppedTopicIsGoneWithAGapAndItsTailGoesOn() {
        open(AMPLE);
        var first = append("t", "1");
        append("t", "2");
        append("u", "3");
        log.drop(new Topic("t"));
        log.drop(new Topic("never-was"));
        assertEquals(List.of("3"), data(all(Selection.ALL)));
        assertEquals(List.of("u"), names(log.topics(Selection.ALL, "", "", 10)));
        assertTrue(read(new Cursor.After(first), Selection.of("t")).gap().isPresent());
        append("t", "4");
        assertEquals(List.of("4"), data(all(Selection.of("t"))));
        assertEquals(List.of("t", "u"), names(log.topics(Selection.ALL, "", "", 10)));
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

    @Test
    void aHealthyLogPassesItsCheck() {
        open(AMPLE);
        log.check();
    }

    private EventId append(String topic, String data) {
        return append(Draft.of(topic, data));
    }

    private static Draft draft(String data, String... topics) {
        return new Draft(
                Stream.of(topics).map(Topic::new).toList(), Optional.empty(), Utf8.of(data), OptionalLong.empty());
    }

    private EventId append(Draft draft) {
        return log.append(Batch.of(draft)).getFirst();
    }

    private List<EventId> appendWithKey(String key, String data) {
        return log.append(new Batch(List.of(Draft.of("t", data)), Optional.of(key)));
    }

    private List<Event> all(Selection selection) {
        return pages(new Cursor.Beginning(), selection, ALL);
    }

    private Page read(Cursor from, Selection selection) {
        return log.read(from, selection, ALL);
    }

    private List<Event> pages(Cursor from, Selection selection, PageLimit limit) {
        var events = new ArrayList<Event>();
        var page = log.read(from, selection, limit);
        events.addAll(page.events());
        while (!page.reachesEnd()) {
            page = log.read(page.next(), selection, limit);
            events.addAll(page.events());
        }
        return events;
    }

    private void trimAll() {
        while (log.trim()) {}
    }

    private static List<String> data(List<Event> events) {
        return events.stream().map(event -> event.data().toString()).toList();
    }

    private static List<String> names(List<TopicSummary> topics) {
        return topics.stream().map(summary -> summary.topic().name()).toList();
    }

    private static Tail.Listener listener(List<Event> seen) {
        return new Tail.Listener() {
            @Override
            public void appended(List<Event> events) {
                seen.addAll(events);
            }

            @Override
            public void dropped() {}

            @Override
            public void interrupted(EventId id) {
                throw new AssertionError("nothing is lost up to " + id);
            }
        };
    }

    private static void awaitSize(List<?> list, int size) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (list.size() < size && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(size, list.size());
    }
}
