package io.tidings.log.setup;

import io.tidings.log.ForwardingLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import java.time.Duration;
import java.time.InstantSource;

/// A log that neither takes nor drops events, as one in a Redis that is gone.
final class LogThatIsAway extends ForwardingLog {
    LogThatIsAway() {
        super(new MemoryEventLog(
                InstantSource.system(),
                Retention.ofEach(1, Duration.ofDays(1)),
                new IdempotencyLimits(Duration.ofMinutes(1), 1)));
    }

    @Override
    public boolean trim() {
        throw new LogUnavailableException("it is away");
    }

    @Override
    public void check() {
        throw new LogUnavailableException("it is away");
    }
}
