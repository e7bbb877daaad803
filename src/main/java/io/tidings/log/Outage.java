package io.tidings.log;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A trouble that may last: remembers it, warns of it at once and then once a minute, and says when it is over. For
/// any threads.
public final class Outage {
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private final String trouble;
    private final String well;
    private final LongSupplier nanos;
    private @Nullable LogUnavailableException cause;
    private boolean isTold;
    private long toldAt;

    /// With what to say of the trouble, before its cause, and of its end, before "again".
    public Outage(Logger log, String trouble, String well) {
        this(log, trouble, well, System::nanoTime);
    }

    Outage(Logger log, String trouble, String well, LongSupplier nanos) {
        this.log = log;
        this.trouble = trouble;
        this.well = well;
        this.nanos = nanos;
        this.toldAt = nanos.getAsLong() - REPEAT_NANOS;
    }

    /// It failed.
    public synchronized void hit(LogUnavailableException failure) {
        cause = failure;
        long now = nanos.getAsLong();
        if (now - toldAt >= REPEAT_NANOS) {
            toldAt = now;
            isTold = true;
            log.warnf("%s: %s", trouble, failure.getMessage());
        }
        log.debug(trouble, failure);
    }

    /// It did not fail.
    public synchronized void over() {
        cause = null;
        if (isTold) {
            isTold = false;
            log.infof("%s again", well);
        }
    }

    public synchronized boolean lasts() {
        return cause != null;
    }

    /// Throws what it failed with the last time.
    public synchronized void check() {
        if (cause != null) {
            throw new LogUnavailableException(trouble + ": " + cause.getMessage(), cause);
        }
    }
}
