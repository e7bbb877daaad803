package io.tidings.log.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.EventType;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.log.Batch;
import io.tidings.log.PageLimit;
import io.tidings.log.ReusedKeyException;
import io.tidings.log.Revocation;
import io.tidings.log.TopicSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A file that an older hub wrote is read and goes on. `version-1.db` was written by the hub of schema 1: "one" on a,
/// "two" on a and b, "three" on b with the key "once", one on c that was dropped, and "four" on b.
/// `version-2.db` was written by the hub of schema 2: "one" on a, the private "two" on a and b, and "three" on b with
/// the key "once". `version-3.db` was written by the hub of schema 3, with the same; "three" was traced.
class OlderFileTest extends SqliteFileFixture {
    private static final EventId ONE = EventId.parse("1795904949622-0");
    private static final EventId THREE = EventId.parse("1795904949896-0");
    private static final EventId FOUR = EventId.parse("1795904950037-0");
    private static final Selection OF_STRANGERS = new Selection(Patterns.ALL, new Patterns(List.of()));

    @BeforeEach
    void copy() throws IOException {
        now = Instant.ofEpochMilli(FOUR.millis()).plusSeconds(60);
        copy("version-1.db");
    }

    private void copy(String name) throws IOException {
        try (var old = OlderFileTest.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(old), file(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void oneOfSchema2IsUnchangedAndRemembersSpansFromNowOn() throws IOException {
        copy("version-2.db");
        now = Instant.ofEpochMilli(1795949886087L).plusSeconds(60);
        var traced = Draft.of("a", "four").publishedIn(Optional.of(new TraceParent("00-0af7-b7ad-01")));
        try (var log = open()) {
            var page = log.read(new Cursor.Beginning(), OF_STRANGERS, new PageLimit(10, 1000));
            assertEquals(
                    List.of(
                            Draft.of("a", "one").keptAs(EventId.parse("1795949885975-0")),
                            Draft.of("b", "three").keptAs(EventId.parse("1795949886087-0"))),
                    page.events());
            log.append(Batch.of(traced));
        }
        try (var log = open()) {
            assertEquals(List.of("one", "two", "three", "four"), data(log, "**"));
            var after = new Cursor.After(EventId.parse("1795949886087-0"));
            var four = log.read(after, OF_STRANGERS, new PageLimit(10, 1000))
                    .events()
                    .getFirst();
            assertEquals(traced.keptAs(four.id()), four);
        }
    }

    @Test
    void oneOfSchema3IsUnchangedAndTakesRevocations() throws IOException {
        copy("version-3.db");
        now = Instant.parse("2026-11-29T12:01:00Z");
        var ann = new Revocation(Optional.of("main"), "ann", now);
        try (var log = open()) {
            assertEquals(List.of("one", "two", "three"), data(log, "**"));
            assertEquals(
                    Optional.of(new TraceParent("00-0af7-b7ad-01")),
                    log.read(new Cursor.Beginning(), OF_STRANGERS, new PageLimit(10, 1000))
                            .events()
                            .getLast()
                            .trace());
            assertEquals(List.of(), log.revocations().all());
            log.revocations().revoke(ann);
        }
        try (var log = open()) {
            assertEquals(List.of(ann), log.revocations().all());
            assertEquals(List.of("one", "two", "three"), data(log, "**"));
        }
    }

    @Test
    void allOfItIsPublicAndUnchanged() {
        try (var log = open()) {
            assertEquals(List.of("one", "two", "three", "four"), data(log, "**"));
            assertEquals(List.of(), log.revocations().all());
            var page = log.read(new Cursor.After(ONE), OF_STRANGERS, new PageLimit(1, 1000));
            var two = new Draft(
                    List.of(new Topic("a"), new Topic("b")),
                    Optional.of(new EventType("greeting")),
                    Utf8.of("two"),
                    OptionalLong.of(3000));
            assertEquals(List.of(two.keptAs(EventId.parse("1795904949857-0"))), page.events());
            assertEquals(
                    List.of(
                            new TopicSummary(new Topic("a"), EventId.parse("1795904949857-0"), 2),
                            new TopicSummary(new Topic("b"), FOUR, 3)),
                    log.topics(OF_STRANGERS, "", "", 10));
            assertTrue(log.read(new Cursor.After(ONE), Selection.of("c"), new PageLimit(1, 1000))
                    .gap()
                    .isPresent());
        }
    }

    @Test
    void itTakesPrivateEventsAndKeepsThem() {
        try (var log = open()) {
            log.append(Batch.of(new Draft(
                    List.of(new Topic("a")),
                    Optional.empty(),
                    Utf8.of("secret"),
                    OptionalLong.empty(),
                    Visibility.PRIVATE)));
        }
        try (var log = open()) {
            assertEquals(List.of("one", "two", "three", "four", "secret"), data(log, "**"));
            assertEquals(2, log.topics(OF_STRANGERS, "a", "", 1).getFirst().events());
            assertEquals(
                    4,
                    log.read(new Cursor.Beginning(), OF_STRANGERS, new PageLimit(10, 1000))
                            .events()
                            .size());
        }
    }

    /// What the key stood for was not kept then, so whatever repeats it is taken for the same.
    @Test
    void itsIdempotencyKeysHold() {
        try (var log = open()) {
            assertEquals(List.of(THREE), log.append(new Batch(List.of(Draft.of("b", "three")), Optional.of("once"))));
            log.append(new Batch(List.of(Draft.of("b", "five")), Optional.of("new")));
            assertThrows(
                    ReusedKeyException.class,
                    () -> log.append(new Batch(List.of(Draft.of("b", "six")), Optional.of("new"))));
        }
    }
}
