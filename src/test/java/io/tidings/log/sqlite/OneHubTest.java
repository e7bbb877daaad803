package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One hub at a time has the file, whatever name another one has for it.
class OneHubTest extends SqliteFileFixture {
    @ParameterizedTest
    @EnumSource
    void aSecondHubIsRefusedTheFileByAnyName(Name name) throws IOException {
        try (var _ = open()) {
            var other = name.of(file());
            var refusal = assertThrows(LogUnavailableException.class, () -> open(other));
            assertThat(
                    refusal.getMessage(),
                    startsWith("another Tidings uses " + other.toAbsolutePath().normalize()));
            assertThat(refusal.getMessage(), containsString("tidings.log.sqlite.path"));
            assertThat(refusal.getMessage().lines().count(), is(1L));
        }
    }

    @Test
    void aFileWithASecondNameIsRefused() throws IOException {
        open().close();
        var link = Files.createLink(folder.resolve("link.db"), file());
        var refusal = assertThrows(LogUnavailableException.class, () -> open(link));
        assertThat(refusal.getMessage(), containsString("2 names"));
        Files.delete(link);
        open().close();
    }

    @Test
    void aLinkToNothingBecomesALinkToTheLog() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link.db"), file());
        open(link).close();
        assertThat(Files.size(file()) > 0, is(true));
        assertThat(Files.isSymbolicLink(link), is(true));
    }

    /// In this process a set of what is held would be enough; only the system's lock keeps others out.
    @Test
    void theSystemsLockIsHeldWhateverSqliteOpensAndCloses() throws Exception {
        var locks = Path.of("/proc/locks");
        assumeTrue(Files.exists(locks));
        var database = new Database(options());
        var lock = " " + ProcessHandle.current().pid() + " ";
        var inode = ":" + Files.getAttribute(file(), "unix:ino") + " " + (Long.MAX_VALUE - 1);
        try (var log = open(database)) {
            for (int i = 0; i < 3; i++) {
                append(log, "x");
                database.openReader().close();
                database.openWriter().close();
                assertThat(held(locks, lock), hasItem(containsString(inode)));
            }
            Files.delete(FilesInPlace.wal(database.path()));
            append(log, "x");
            assertThat(held(locks, lock), hasItem(containsString(inode)));
        }
        assertThat(held(locks, lock), not(hasItem(containsString(inode))));
    }

    private static List<String> held(Path locks, String pid) throws IOException {
        return Files.readAllLines(locks).stream()
                .filter(line -> line.contains(pid) && line.contains("POSIX"))
                .toList();
    }

    /// How another hub may come by the same file.
    enum Name {
        THE_SAME {
            @Override
            Path of(Path file) {
                return file;
            }
        },
        A_RELATIVE_PATH {
            @Override
            Path of(Path file) {
                return Path.of("").toAbsolutePath().relativize(file);
            }
        },
        A_SYMBOLIC_LINK {
            @Override
            Path of(Path file) throws IOException {
                return Files.createSymbolicLink(file.resolveSibling("link.db"), file);
            }
        },
        A_LINK_TO_A_LINK {
            @Override
            Path of(Path file) throws IOException {
                var link = Files.createSymbolicLink(file.resolveSibling("link.db"), file.getFileName());
                return Files.createSymbolicLink(file.resolveSibling("second.db"), link.getFileName());
            }
        },
        A_HARD_LINK {
            @Override
            Path of(Path file) throws IOException {
                return Files.createLink(file.resolveSibling("link.db"), file);
            }
        },
        A_LINKED_FOLDER {
            @Override
            Path of(Path file) throws IOException {
                var link = Files.createSymbolicLink(file.resolveSibling("folder"), file.getParent());
                return link.resolve(file.getFileName());
            }
        },
        A_NEW_NAME {
            @Override
            Path of(Path file) throws IOException {
                return Files.move(file, file.resolveSibling("moved.db"));
            }
        };

        abstract Path of(Path file) throws IOException;
    }

    private SqliteEventLog open(Path path) {
        return open(new Database(options(path)));
    }
}
