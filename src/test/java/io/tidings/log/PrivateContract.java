package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who reads private events, and what others see of them: nothing.
abstract class PrivateContract extends LogFixture {
    private static final Patterns NOTHING = new Patterns(List.of());
    private static final List<PageLimit> LIMITS = List.of(new PageLimit(1, 1000), new PageLimit(3, 1000), ALL);

    PrivateContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void aPrivateEventIsReadAsItWasAppended() {
        open(AMPLE);
        var draft = privateDraft("secret", "a", "b");
        var heard = new ArrayList<Event>();
        try (var _ = log.tail(listener(heard))) {
            var id = append(draft);
            awaitSize(heard, 1);

            assertEquals(List.of(draft.keptAs(id)), all(Selection.ALL));
            assertEquals(List.of(draft.keptAs(id)), heard);
        }
    }

    /// Each page has room for one event, so that what may not be read lies at every boundary.
    @Test
    void aPrivateEventIsReadByThoseWhoMayReadOneOfItsTopics() {
        open(AMPLE);
        append(privateDraft("1", "a"));
        append(privateDraft("2", "a", "open"));
        append(privateDraft("3", "open"));
        append("b", "4");
        append(privateDraft("5", "b", "open/x", "a"));
        append(privateDraft("6", "a"));
        var readable = Patterns.of("open", "open/*");
        for (var limit : LIMITS) {
            assertEquals(List.of("2", "5"), data(read("a", readable, limit)));
            assertEquals(List.of("2", "4", "5"), data(pages(new Selection(Patterns.of("a", "b"), readable), limit)));
            assertEquals(List.of("2", "3", "4", "5"), data(read("**", readable, limit)));
            assertEquals(
                    List.of("2", "4", "5"), data(pages(new Selection(Patterns.of("none", "a", "b"), readable), limit)));
            assertEquals(List.of("4"), data(read("**", NOTHING, limit)));
        }
    }

    @Test
    void theLatestIsTheNewestThatMayBeReadOrElseTheNewestPublicOne() {
        open(AMPLE);
        append("a", "a public");
        append("b", "b public");
        append(privateDraft("a private", "a"));
        append(privateDraft("c private", "c"));
        append(draft("d, e public", "d", "e"));
        append(privateDraft("d, e private", "d", "e"));
        append("b", "b newer");
        for (var limit : LIMITS) {
            for (var wanted : List.of(Patterns.of("*"), Patterns.of("a", "b", "c", "d", "e"))) {
                assertEquals(
                        List.of("a private", "c private", "d, e private", "b newer"),
                        latest(wanted, Patterns.ALL, limit));
                assertEquals(List.of("a public", "d, e public", "b newer"), latest(wanted, NOTHING, limit));
                assertEquals(List.of("a private", "d, e public", "b newer"), latest(wanted, Patterns.of("a"), limit));
                assertEquals(List.of("a public", "d, e private", "b newer"), latest(wanted, Patterns.of("e"), limit));
            }
        }
    }

    @Test
    void listsCountPrivateEventsForThoseWhoMayReadThem() {
        open(Retention.ofEach(3, Duration.ofDays(1)));
        append("a", "1");
        var publicId = append("a", "2");
        var privateId = append(privateDraft("3", "a"));
        append(privateDraft("4", "only"));
        var a = new Topic("a");

        var mine = log.topics(new Selection(Patterns.ALL, Patterns.of("a")), "", "", 10);
        var others = log.topics(new Selection(Patterns.ALL, NOTHING), "", "", 10);

        assertEquals(List.of(new TopicSummary(a, privateId, 3)), mine);
        assertEquals(List.of(new TopicSummary(a, publicId, 2)), others);

        append(privateDraft("5", "a"));
        append(privateDraft("6", "a"));
        trimAll();

        assertEquals(List.of(), log.topics(new Selection(Patterns.ALL, NOTHING), "", "", 10));
        assertEquals(List.of(), latest(Patterns.ALL, NOTHING, ALL));
    }

    /// What is kept is compared with a list that is kept beside it.
    @Test
    void whateverIsAppendedAndDroppedIsSeenByThoseWhoMay() {
        open(Retention.ofEach(4, Duration.ofDays(1)));
        var random = new Random(15);
        var names = List.of("a", "b", "c");
        var kept = new HashMap<String, List<Event>>();
        names.forEach(name -> kept.put(name, new ArrayList<>()));
        for (int round = 0; round < 60; round++) {
            var drafts = Stream.generate(() -> random(random, names))
                    .limit(1 + random.nextInt(3))
                    .toList();
            var ids = log.append(new Batch(drafts, Optional.empty()));
            for (int i = 0; i < ids.size(); i++) {
                var event = drafts.get(i).keptAs(ids.get(i));
                event.topics().forEach(topic -> kept.get(topic.name()).add(event));
            }
            if (random.nextInt(6) == 0) {
                var dropped = names.get(random.nextInt(names.size()));
                log.drop(new Topic(dropped));
                kept.get(dropped).clear();
            }
            if (random.nextInt(4) == 0) {
                trimAll();
                kept.values()
                        .forEach(events -> events.subList(0, Math.max(0, events.size() - 4))
                                .clear());
            }
            for (var readable : List.of(NOTHING, Patterns.of("a"), Patterns.of("b", "c"))) {
                check(kept, readable, ALL);
            }
        }
    }

    /// Where private events follow, a stranger is not told so.
    @Test
    void aPageForStrangersEndsWhereTheirEventsEnd() {
        open(AMPLE);
        append("t", "1");
        append(privateDraft("2", "t"));
        append(privateDraft("3", "t", "u"));

        for (var wanted : List.of(Patterns.of("t"), Patterns.of("t", "u"))) {
            var page = log.read(new Cursor.Beginning(), new Selection(wanted, NOTHING), new PageLimit(1, 1000));

            assertEquals(List.of("1"), data(page.events()));
            assertTrue(page.reachesEnd(), wanted::toString);
        }
    }

    private void check(Map<String, List<Event>> kept, Patterns readable, PageLimit limit) {
        var all = readable(kept.values().stream().flatMap(List::stream), readable);
        assertEquals(all, ids(pages(new Selection(Patterns.ALL, readable), limit)));
        kept.forEach((name, events) -> {
            assertEquals(readable(events.stream(), readable), ids(read(name, readable, limit)));
            boolean isMine = readable.matches(new Topic(name));
            var counted = events.stream()
                    .filter(event -> isMine || event.visibility() == Visibility.PUBLIC)
                    .toList();
            var listed = log.topics(new Selection(Patterns.of(name), readable), "", "", 1);
            assertEquals(
                    counted.size(), listed.isEmpty() ? 0 : listed.getFirst().events());
            assertEquals(
                    counted.isEmpty() ? List.of() : List.of(counted.getLast().id()),
                    listed.stream().map(TopicSummary::newest).toList());
        });
        assertEquals(
                latestOf(kept, readable),
                ids(pages(Cursor.Latest.START, new Selection(Patterns.ALL, readable), limit)));
    }

    private static List<EventId> latestOf(Map<String, List<Event>> kept, Patterns readable) {
        return kept.values().stream()
                .flatMap(events -> {
                    var newest =
                            events.stream().skip(Math.max(0, events.size() - 1)).findFirst();
                    return newest
                            .filter(event -> isReadable(event, readable))
                            .or(() -> events.reversed().stream()
                                    .filter(event -> event.visibility() == Visibility.PUBLIC)
                                    .findFirst())
                            .map(Event::id)
                            .stream();
                })
                .distinct()
                .sorted()
                .toList();
    }

    private static List<EventId> readable(Stream<Event> events, Patterns readable) {
        return events.filter(event -> isReadable(event, readable))
                .map(Event::id)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isReadable(Event event, Patterns readable) {
        return event.visibility() == Visibility.PUBLIC
                || event.topics().stream().anyMatch(readable::matches);
    }

    private static Draft random(Random random, List<String> names) {
        var topics = names.stream().filter(_ -> random.nextBoolean()).toArray(String[]::new);
        var some = topics.length == 0 ? new String[] {"a"} : topics;
        return random.nextBoolean() ? privateDraft("x", some) : draft("x", some);
    }

    private List<Event> read(String wanted, Patterns readable, PageLimit limit) {
        return pages(new Selection(Patterns.of(wanted), readable), limit);
    }

    private List<Event> pages(Selection selection, PageLimit limit) {
        return pages(new Cursor.Beginning(), selection, limit);
    }

    private List<String> latest(Patterns wanted, Patterns readable, PageLimit limit) {
        return data(pages(Cursor.Latest.START, new Selection(wanted, readable), limit));
    }

    private static List<EventId> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }
}
