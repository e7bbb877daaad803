package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are deleted, moved or replaced while the log has them open. SQLite alone would go on in them.
class MissingFileTest {
    @TempDir
    Path place;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(place.resolve("data"));
    }

    @Test
    void aDeletedFileRefusesAppendsAndARestartTellsOfTheGap() throws IOException {
        EventId last;
        try (var log = open()) {
            last = append(log, "lost");
            assertThat(data(log), is(List.of("lost")));
            Files.delete(file());
            assertThat(refusal(() -> append(log, "refused")), containsString("was deleted, moved or replaced"));
            assertThat(refusal(log::check), containsString("restart the hub"));
            assertThat(refusal(log::trim), containsString(file().toString()));
            assertThat("what it has it still tells", data(log), is(List.of("lost")));
        }
        try (var log = open()) {
            assertThat(append(log, "new"), greaterThan(last));
            assertThat(data(log), is(List.of("new")));
            var page = log.read(new Cursor.After(last), Selection.of("t"), new PageLimit(10, 1_000));
            assertThat(page.gap().isPresent(), is(true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/tidings.db", "data"})
    void whatIsMovedOutOfAFolderThatWasQuietIsNoticed(String moved) throws IOException {
        try (var log = open()) {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(60)));
            append(log, "1");
            append(log, "2");
            Files.move(place.resolve(moved), place.resolve("away"));
            assertThat(refusal(() -> append(log, "refused")), containsString("was deleted, moved or replaced"));
        }
    }

    @Test
    void aLinkThatIsDeletedIsNoticedThoughTheFolderBehindItIsQuiet() throws IOException {
        var link = place.resolve("link.db");
        open().close();
        Files.createSymbolicLink(link, file());
        try (var log = open(new Database(options(link)))) {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(60)));
            append(log, "1");
            append(log, "2");
            Files.delete(link);
            assertThat(refusal(() -> append(log, "refused")), containsString("was deleted, moved or replaced"));
        }
    }

    @Test
    void aFolderThatBecameALinkIsNotTrusted() throws IOException {
        try (var log = open()) {
            var away = place.resolve("away");
            Files.move(folder, away);
            Files.createSymbolicLink(folder, away);
            append(log, "1");
            append(log, "2");
            Files.delete(away.resolve("tidings.db"));
            assertThat(refusal(() -> append(log, "refused")), containsString("was deleted, moved or replaced"));
        }
    }

    @Test
    void readinessNoticesByItself() throws IOException {
        try (var log = open()) {
            append(log, "1");
            log.check();
            Files.delete(file());
            assertThat(refusal(log::check), containsString("was deleted"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/tidings.db", "data"})
    void aFileThatIsPutBackGoesOn(String moved) throws IOException {
        try (var log = open()) {
            append(log, "before");
            var away = place.resolve("away");
            Files.move(place.resolve(moved), away);
            refusal(() -> append(log, "refused"));
            Files.move(away, place.resolve(moved));
            log.check();
            append(log, "after");
            assertThat(data(log), is(List.of("before", "after")));
        }
        try (var log = open()) {
            assertThat(data(log), is(List.of("before", "after")));
        }
    }

    @Test
    void aFileThatWasMovedAwayIsWholeWithoutWhatIsBesideIt() throws IOException {
        try (var log = open()) {
            append(log, "acknowledged");
            Files.createDirectory(place.resolve("away"));
            Files.move(file(), place.resolve("away/tidings.db"));
            refusal(log::check);
        }
        try (var log = open(new Database(options(place.resolve("away/tidings.db"))))) {
            assertThat(data(log), is(List.of("acknowledged")));
        }
    }

    @Test
    void whatWasPutInItsPlaceIsLeftAloneAndOpenedByARestart() throws IOException {
        try (var log = open()) {
            append(log, "saved");
        }
        var backup = Files.copy(file(), place.resolve("backup.db"));
        EventId last;
        try (var log = open()) {
            last = append(log, "later");
            Files.move(backup, file(), StandardCopyOption.REPLACE_EXISTING);
            refusal(() -> append(log, "refused"));
            refusal(log::check);
        }
        try (var log = open()) {
            assertThat(data(log), is(List.of("saved")));
            assertThat(append(log, "new"), greaterThan(last));
        }
    }

    @Test
    void aReaderThatIsOpenedLaterReadsNothingElse() throws IOException {
        try (var log = open()) {
            append(log, "1");
            Files.move(file(), place.resolve("away"));
            assertThat(refusal(() -> data(log)), containsString("was deleted, moved or replaced"));
            assertThat("nothing is made in its place", Files.exists(file()), is(false));
            Files.move(place.resolve("away"), file());
            assertThat(data(log), is(List.of("1")));
        }
    }

    @Test
    void aLinkThatLeadsElsewhereIsNoticed() throws IOException {
        var link = Files.createSymbolicLink(place.resolve("link.db"), file());
        try (var log = open(new Database(options(link)))) {
            append(log, "1");
            Files.delete(link);
            Files.createSymbolicLink(link, place.resolve("other.db"));
            assertThat(refusal(() -> append(log, "refused")), containsString("link.db was deleted"));
        }
    }

    /// What a crash would leave behind is copied while the log is open.
    @ParameterizedTest
    @ValueSource(strings = {"-wal", "-shm", "-wal -shm"})
    void whatIsDeletedBesideTheFileIsMadeAnewWithoutALoss(String suffixes) throws IOException {
        try (var log = open()) {
            append(log, "1");
            assertThat(data(log), is(List.of("1")));
            for (var suffix : suffixes.split(" ", -1)) {
                Files.delete(folder.resolve("tidings.db" + suffix));
            }
            append(log, "2");
            log.check();
            append(log, "3");
            assertThat(data(log), is(List.of("1", "2", "3")));
            Files.createDirectory(place.resolve("crashed"));
            Files.copy(file(), place.resolve("crashed/tidings.db"));
            Files.copy(folder.resolve("tidings.db-wal"), place.resolve("crashed/tidings.db-wal"));
        }
        try (var log = open(new Database(options(place.resolve("crashed/tidings.db"))))) {
            assertThat(data(log), is(List.of("1", "2", "3")));
        }
    }

    @Test
    void whatIsDeletedDuringACommitIsNotAcknowledged() throws Exception {
        var database = new Meddled(options(file()));
        try (var log = open(database)) {
            append(log, "1");
            database.before = () -> move(file(), place.resolve("away"));
            assertThat(refusal(() -> append(log, "doubtful")), containsString("it may or may not be kept"));
            refusal(log::check);
            database.before = () -> {};
            move(place.resolve("away"), file());
            log.check();
            append(log, "2");
            assertThat("tells what the file has", data(log), is(List.of("1", "doubtful", "2")));
        }
        try (var log = open()) {
            assertThat(data(log), is(List.of("1", "doubtful", "2")));
        }
    }

    @Test
    void aWriteAheadLogThatIsDeletedDuringACommitLosesNothing() throws Exception {
        var database = new Meddled(options(file()));
        try (var log = open(database)) {
            append(log, "1");
            database.before = () -> move(FilesInPlace.wal(file()), place.resolve("away"));
            append(log, "2");
            Files.createDirectory(place.resolve("crashed"));
            Files.copy(file(), place.resolve("crashed/tidings.db"));
            database.before = () -> {};
            append(log, "3");
            assertThat(data(log), is(List.of("1", "2", "3")));
        }
        try (var log = open(new Database(options(place.resolve("crashed/tidings.db"))))) {
            assertThat(data(log), is(List.of("1", "2")));
        }
    }

    private static String refusal(Runnable act) {
        return String.valueOf(
                assertThrows(LogUnavailableException.class, act::run).getMessage());
    }

    private Path file() {
        return folder.resolve("tidings.db");
    }

    private static SqliteOptions options(Path path) {
        return new SqliteOptions(path, Synchronous.OFF);
    }

    private SqliteEventLog open() {
        return open(new Database(options(file())));
    }

    private static SqliteEventLog open(Database database) {
        return SqliteEventLog.open(
                database,
                InstantSource.system(),
                Retention.ofEach(1_000, Duration.ofDays(1)),
                new IdempotencyLimits(Duration.ofMinutes(10), 100));
    }

    private static EventId append(SqliteEventLog log, String data) {
        return log.append(Batch.of(Draft.of("t", data))).getFirst();
    }

    private static List<String> data(SqliteEventLog log) {
        return log.read(new Cursor.Beginning(), Selection.of("t"), new PageLimit(100, 10_000)).events().stream()
                .map(event -> event.data().toString())
                .toList();
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Something happens before its writer commits.
    private static final class Meddled extends CommitHook {
        private volatile Runnable before = () -> {};

        Meddled(SqliteOptions options) {
            super(options);
        }

        @Override
        void beforeCommit() {
            before.run();
        }
    }
}
