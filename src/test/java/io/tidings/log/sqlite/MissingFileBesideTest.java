package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What lies beside the database is deleted, or the database in the middle of a commit.
class MissingFileBesideTest extends MissingFileFixture {
    @ParameterizedTest
    @ValueSource(strings = {"data/tidings.db", "data"})
    void aFileThatIsPutBackGoesOn(String moved) throws IOException {
        try (var log = open()) {
            append(log, "before");
            var away = folder.resolve("away");
            Files.move(folder.resolve(moved), away);
            refusal(() -> append(log, "refused"));
            Files.move(away, folder.resolve(moved));
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
            Files.createDirectory(folder.resolve("away"));
            Files.move(file(), folder.resolve("away/tidings.db"));
            refusal(log::check);
        }
        try (var log = open(new Database(options(folder.resolve("away/tidings.db"))))) {
            assertThat(data(log), is(List.of("acknowledged")));
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
                Files.delete(home.resolve("tidings.db" + suffix));
            }
            append(log, "2");
            log.check();
            append(log, "3");
            assertThat(data(log), is(List.of("1", "2", "3")));
            Files.createDirectory(folder.resolve("crashed"));
            Files.copy(file(), folder.resolve("crashed/tidings.db"));
            Files.copy(home.resolve("tidings.db-wal"), folder.resolve("crashed/tidings.db-wal"));
        }
        try (var log = open(new Database(options(folder.resolve("crashed/tidings.db"))))) {
            assertThat(data(log), is(List.of("1", "2", "3")));
        }
    }

    @Test
    void whatIsDeletedDuringACommitIsNotAcknowledged() throws Exception {
        var database = new Meddled(options(file()));
        try (var log = open(database)) {
            append(log, "1");
            database.before = () -> move(file(), folder.resolve("away"));
            assertThat(refusal(() -> append(log, "doubtful")), containsString("it may or may not be kept"));
            refusal(log::check);
            database.before = () -> {};
            move(folder.resolve("away"), file());
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
            database.before = () -> move(FilesInPlace.wal(file()), folder.resolve("away"));
            append(log, "2");
            Files.createDirectory(folder.resolve("crashed"));
            Files.copy(file(), folder.resolve("crashed/tidings.db"));
            database.before = () -> {};
            append(log, "3");
            assertThat(data(log), is(List.of("1", "2", "3")));
        }
        try (var log = open(new Database(options(folder.resolve("crashed/tidings.db"))))) {
            assertThat(data(log), is(List.of("1", "2")));
        }
    }
}
