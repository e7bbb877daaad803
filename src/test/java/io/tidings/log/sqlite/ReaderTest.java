package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.IdRange;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reader that comes between a commit and the moment in which the writer makes it known.
class ReaderTest {
    private static final Retention AMPLE = Retention.ofEach(100, Duration.ofDays(1));
    private static final PageLimit LIMIT = new PageLimit(100, 10_000);
    private static final EventId BIRTH = new EventId(1_000, 0);

    @TempDir
    Path folder;

    private Database database;
    private LogState state;
    private Statements statements;
    private Reader reader;

    @BeforeEach
    void openFile() throws SQLException {
        database = new Database(new SqliteOptions(folder.resolve("tidings.db"), Synchronous.OFF));
        try (var connection = database.openWriter()) {
            Schema.prepare(connection, PackedId.of(BIRTH));
            state = Loader.load(connection, AMPLE);
        }
        statements = Statements.open(database);
        reader = Reader.open(database, state);
        append(2_000, "old").publish();
    }

    @AfterEach
    void closeFile() throws SQLException {
        reader.close();
        statements.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "new old", "old new none", "*"})
    void passesNothingOver(String patterns) throws SQLException {
        var after = new Cursor.After(new EventId(2_000, 0));
        var asked = Selection.of(patterns.split(" ", -1));
        var transaction = append(3_000, "new", "old");
        var page = reader.read(after, asked, LIMIT);
        transaction.publish();
        var next = reader.read(page.next(), asked, LIMIT);
        assertThat(
                Stream.concat(page.events().stream(), next.events().stream())
                        .map(event -> event.id().toString())
                        .toList(),
                is(List.of("3000-0", "3000-1")));
    }

    @Test
    void findsNothingOfATopicWhoseTransactionFailed() throws SQLException {
        var transaction = new Transaction(statements, state, AMPLE);
        transaction.append(List.of(Draft.of("new", "x").keptAs(new EventId(3_000, 0))));
        transaction.rollback();
        assertThat(state.topics.containsKey("new"), is(false));
    }

    @Test
    void knowsATopicAsItWasWhenDroppingFromItFailed() throws SQLException {
        var before = state.topic(new Topic("old")).orElseThrow();
        var transaction = new Transaction(statements, state, AMPLE);
        transaction.append(List.of(Draft.of("old", "x").keptAs(new EventId(3_000, 0))));
        for (int i = 0; i < 2; i++) {
            transaction.drop(transaction.topic(new Topic("old")).orElseThrow(), 1, Long.MAX_VALUE);
        }
        transaction.rollback();
        assertThat(state.topic(new Topic("old")).orElseThrow(), is(before));
    }

    @Test
    void remembersTopicsAsFarAsTheirNamesTakeLittle() throws SQLException {
        var seen = topicsOfOld();
        assertThat(topicsOfOld(), is(sameInstance(seen)));
        var names = IntStream.range(0, 800).mapToObj(topic -> topic + "x".repeat(1_000));
        append(3_000, names.toArray(String[]::new)).publish();
        reader.read(new Cursor.Beginning(), Selection.of("**"), new PageLimit(1_000, Integer.MAX_VALUE));
        assertThat(topicsOfOld(), is(not(sameInstance(seen))));
    }

    private List<Topic> topicsOfOld() throws SQLException {
        var page = reader.read(new Cursor.Beginning(), Selection.of("old"), LIMIT);
        return page.events().getFirst().topics();
    }

    /// Commits an event of each topic, and makes nothing known.
    private Transaction append(long millis, String... topics) throws SQLException {
        var drafts = List.of(topics).stream().map(topic -> Draft.of(topic, "x")).toList();
        var ids = new IdRange(new EventId(millis, 0), drafts.size());
        state.assigned = PackedId.of(ids.last());
        var transaction = new Transaction(statements, state, AMPLE);
        transaction.append(ids.events(drafts));
        statements.commit();
        return transaction;
    }
}
