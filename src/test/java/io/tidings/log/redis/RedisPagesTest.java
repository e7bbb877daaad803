package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.PageLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Reads of many topics, page by page.
@WithRedis
class RedisPagesTest extends Replicas {
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
}
