package io.tidings.replica;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Warns if this replica cannot send or receive, at once and then once a minute, and says when both work
/// again. For any threads.
final class Trouble {
    private static final Logger LOG = Logger.getLogger(RedisReplicas.class);
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

    /// What may fail.
    enum Part {
        SENDING,
        RECEIVING
    }

    private final Set<Part> failing = EnumSet.noneOf(Part.class);
    private boolean isTold;
    private long toldAt = System.nanoTime() - REPEAT_NANOS;

    synchronized void hit(Part part, RuntimeException failure) {
        failing.add(part);
        long now = System.nanoTime();
        if (now - toldAt >= REPEAT_NANOS) {
            toldAt = now;
            isTold = true;
            LOG.warnf("This hub does not reach the other hubs of its log: %s", failure.getMessage());
        }
        LOG.debug("This hub does not reach the other hubs of its log", failure);
    }

    synchronized void over(Part part) {
        if (failing.remove(part) && failing.isEmpty() && isTold) {
            isTold = false;
            LOG.info("This hub reaches the other hubs of its log again");
        }
    }
}
