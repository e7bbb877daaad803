package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.PageLimit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Reads of many topics, page by page.
@WithRedis
class RedisPagesTest extends Replicas {
    private static final Pattern SENT = Pattern.compile("total_net_output_bytes:(\\d+)");

    /// In bytes, of an event.
    private static final int NAMES = 15_000;

    @Test
    void manyTopicsAndFormsAreReadInPagesThatAddUp() {
        var log = open(AMPLE);
        var names = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            names.add("many/a.b-c%" + i);
        }
        for (int round = 0; round < 60; round++) {
            var drafts = names.stream().map(name -> Draft.of(name, name)).toList();
            log.append(new Batch(drafts, Optional.empty()));
            log.append(Batch.of(Draft.of("other/" + round, "x".repeat(10_000)), Draft.of("many/axb-c%1/deep", "y")));
        }
        for (var selection : List.of(
                Selection.of(names.toArray(String[]::new)),
                Selection.of("many/*"),
                Selection.of(names.get(7), "*/*"))) {
            var data = data(log, selection);
            data.removeIf(text -> text.startsWith("x"));
            assertThat(data.size(), is(6_000));
            assertThat(data.subList(0, 100), is(names));
        }
        assertThat(data(log, Selection.of("many/a.b-c%1/*")), is(empty()));
        assertThat(data(log, Selection.of("many/**")).size(), is(6_060));
    }

    @Test
    void theLatestOfManyTopicsAreReadInPagesInLogOrder() {
        var log = open(AMPLE);
        for (int i = 0; i < 3_000; i++) {
            log.append(Batch.of(Draft.of("p/" + i, "" + i), Draft.of("q/" + i % 7, "q")));
        }
        var cursor = (Cursor) Cursor.Latest.START;
        var data = new ArrayList<String>();
        var last = EventId.ZERO;
        while (true) {
            var page = log.read(cursor, Selection.of("p/*", "q/3"), new PageLimit(100, 64 * 1024));
            for (var event : page.events()) {
                assertThat(event.id().isAfter(last), is(true));
                last = event.id();
                data.add(event.data().toString());
            }
            cursor = page.next();
            if (page.reachesEnd()) {
                break;
            }
        }
        assertThat(data.size(), is(3_001));
    }

    @Test
    void whatRedisSendsForAPageCountsTheNamesOfTopics() throws IOException {
        var log = open(AMPLE);
        for (int batch = 0; batch < 8; batch++) {
            log.append(new Batch(withLongNames(50), Optional.empty()));
        }
        for (var from : List.of(new Cursor.Beginning(), Cursor.Latest.START)) {
            for (var selection : List.of(Selection.of("long/**"), Selection.of("all"))) {
                long before = sentByRedis();
                log.read(from, selection, PAGE);
                assertThat(from + " " + selection.wanted(), sentByRedis() - before, is(lessThan(4L * PAGE.bytes())));
            }
        }
    }

    /// A batch in parts counts from one moment on.
    @Test
    void aReplicaThatFollowsTakesLongNamesInSeveralSteps() {
        var log = open(AMPLE);
        var follower = new Followed(log);
        log.append(new Batch(withLongNames(300), Optional.empty()));
        follower.awaitSize(300);
        assertThat(follower.steps(), everyItem(is(lessThan(2 * 1024 * 1024 / NAMES + 2))));
    }

    @Test
    void topicsAreRememberedAsFarAsTheirNamesTakeLittle() {
        var log = open(AMPLE);
        log.append(Batch.of(Draft.of("short", "x")));
        var seen = topicsOfFirst(log);
        assertThat(topicsOfFirst(log), is(sameInstance(seen)));
        for (int i = 0; i < 50; i++) {
            log.append(Batch.of(eventWithLongNames(i)));
        }
        data(log, Selection.ALL);
        assertThat(topicsOfFirst(log), is(not(sameInstance(seen))));
    }

    private static List<Topic> topicsOfFirst(EventLog log) {
        var page = log.read(new Cursor.Beginning(), Selection.of("short"), PAGE);
        return page.events().getFirst().topics();
    }

    private static List<Draft> withLongNames(int events) {
        return IntStream.range(0, events)
                .mapToObj(RedisPagesTest::eventWithLongNames)
                .toList();
    }

    private static Draft eventWithLongNames(int event) {
        var names = new ArrayList<Topic>();
        names.add(new Topic("all"));
        for (int topic = 0; topic < 15; topic++) {
            var name = "long/" + event % 50 + "/" + topic + "/";
            names.add(new Topic(name + "\"".repeat(NAMES / 15 - name.length())));
        }
        return new Draft(names, Optional.empty(), Utf8.of("x"), OptionalLong.empty());
    }

    private static long sentByRedis() throws IOException {
        var found = SENT.matcher(server.command("INFO STATS"));
        assertThat(found.find(), is(true));
        return Long.parseLong(found.group(1));
    }
}
