package io.tidings.log.memory;

import io.tidings.log.EventLog;
import io.tidings.log.EventLogContract;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import java.time.InstantSource;

class MemoryEventLogTest extends EventLogContract {
    @Override
    protected EventLog open(InstantSource clock, Retention retention, IdempotencyLimits idempotency) {
        return new MemoryEventLog(clock, retention, idempotency);
    }
}
