package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.PageLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The database is deleted, moved or replaced while the hub runs.
class MissingFileTest extends MissingFileFixture {
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
            Files.setLastModifiedTime(home, FileTime.from(Instant.now().minusSeconds(60)));
            append(log, "1");
            append(log, "2");
            Files.move(folder.resolve(moved), folder.resolve("away"));
            assertThat(refusal(() -> append(log, "refused")), containsString("was deleted, moved or replaced"));
        }
    }

    @Test
    void aLinkThatIsDeletedIsNoticedThoughTheFolderBehindItIsQuiet() throws IOException {
        var link = folder.resolve("link.db");
        open().close();
        Files.createSymbolicLink(link, file());
        try (var log = open(new Database(options(link)))) {
            Files.setLastModifiedTime(home, FileTime.from(Instant.now().minusSeconds(60)));
            append(log, "1");
            append(log, "2");
            Files.delete(link);
            assertThat(refusal(() -> append(log, "refused")), containsString("was deleted, moved or replaced"));
        }
    }

    @Test
    void aFolderThatBecameALinkIsNotTrusted() throws IOException {
        try (var log = open()) {
            var away = folder.resolve("away");
            Files.move(home, away);
            Files.createSymbolicLink(home, away);
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

    @Test
    void whatWasPutInItsPlaceIsLeftAloneAndOpenedByARestart() throws IOException {
        try (var log = open()) {
            append(log, "saved");
        }
        var backup = Files.copy(file(), folder.resolve("backup.db"));
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
            Files.move(file(), folder.resolve("away"));
            assertThat(refusal(() -> data(log)), containsString("was deleted, moved or replaced"));
            assertThat("nothing is made in its place", Files.exists(file()), is(false));
            Files.move(folder.resolve("away"), file());
            assertThat(data(log), is(List.of("1")));
        }
    }

    @Test
    void aLinkThatLeadsElsewhereIsNoticed() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link.db"), file());
        try (var log = open(new Database(options(link)))) {
            append(log, "1");
            Files.delete(link);
            Files.createSymbolicLink(link, folder.resolve("other.db"));
            assertThat(refusal(() -> append(log, "refused")), containsString("link.db was deleted"));
        }
    }
}
