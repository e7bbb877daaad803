package io.tidings.log.sqlite;

import io.tidings.log.EventLog;
import io.tidings.log.EventLogContract;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import io.tidings.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventLogTest extends EventLogContract {
    @TempDir
    Path folder;

    @Override
    protected EventLog open(InstantSource clock, Retention retention, IdempotencyLimits idempotency) {
        var options = new SqliteOptions(folder.resolve("new/tidings.db"), Synchronous.FULL);
        return SqliteEventLog.open(options, clock, retention, idempotency, Telemetry.NONE);
    }
}
