package io.tidings.log;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/// What every engine promises.
public abstract class EventLogContract {
    /// Opens a log that is empty the first time in a test and later has what was in it, if the engine is durable.
    protected abstract EventLog open(InstantSource clock, Retention retention, IdempotencyLimits idempotency);

    @Nested
    class Appends extends AppendContract {
        Appends() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Reads extends ReadContract {
        Reads() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Selections extends SelectionContract {
        Selections() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Private extends PrivateContract {
        Private() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Latest extends LatestContract {
        Latest() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Drops extends RetentionContract {
        Drops() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Extents extends ExtentContract {
        Extents() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Gaps extends GapContract {
        Gaps() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Topics extends TopicContract {
        Topics() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Tails extends TailContract {
        Tails() {
            super(EventLogContract.this::open);
        }
    }

    @Nested
    class Revoked extends RevocationContract {
        Revoked() {
            super(EventLogContract.this::open);
        }
    }
}
