package io.tidings.log.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Somebody reads for long, so that the write-ahead log cannot be emptied.
class LongWalTest extends SqliteFileFixture {
    private static final String EVENT = "x".repeat(1 << 20);

    /// Each checkpoint would wait ten seconds.
    @Test
    @Timeout(60)
    void eventsDoNotWaitForAReader() throws Exception {
        try (var log = open();
                var reader = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            append(log, "first");
            reader.setAutoCommit(false);
            try (var statement = reader.createStatement();
                    var row = statement.executeQuery("select count(*) from sqlite_schema")) {
                assertTrue(row.next());
            }
            for (int i = 0; i < 50; i++) {
                append(log, EVENT);
            }
            assertTrue(Files.size(folder.resolve("tidings.db-wal")) > 32L << 20);

            reader.rollback();
            assertEquals(51, data(log).size());
        }
    }
}
