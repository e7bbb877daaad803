package io.tidings.auth.jwt;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The keys of one issuer, as they were when they were last read. While its source does not answer, those
/// that are known go on working. Any thread may call it.
final class IssuerKeys {
    private static final Logger LOG = System.getLogger(IssuerKeys.class.getName());
    private static final long LEAST_PAUSE = Duration.ofSeconds(10).toNanos();

    /// Tokens that wait hold a part of the memory for requests, which those of other issuers need as well.
    static final int MOST_WAITING = 16;

    private final String issuer;
    private final KeySource source;
    private final LongSupplier nanoTime;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private volatile @Nullable KeySet known;
    private volatile long lastRead;
    private volatile boolean isRead;
    private boolean isFailing;

    IssuerKeys(String issuer, KeySource source, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /// Those that are known. Until there are any it reads them, which may block for seconds, or throws a
    /// [RefusedException] that passes.
    KeySet current() {
        if (known == null) {
            refreshIfDue();
        }
        var current = known;
        if (current == null) {
            throw unavailable();
        }
        return current;
    }

    private static RefusedException unavailable() {
        return new RefusedException(
                Refusal.ISSUER_UNAVAILABLE, "The token cannot be verified until its issuer answers: try again.");
    }

    /// Those that are known, none until there are any.
    KeySet remembered() {
        var current = known;
        return current == null ? KeySet.EMPTY : current;
    }

    /// Reads them anew, for a token whose key is not among them, unless that was done in the last ten
    /// seconds: tokens with invented keys must not make the hub flood the issuer. May block for seconds. Where
    /// sixteen wait for that already, it throws a [RefusedException] that passes.
    void refreshIfDue() {
        if (!isDue()) {
            return;
        }
        if (!places.tryAcquire()) {
            throw unavailable();
        }
        try {
            refreshInTurn();
        } finally {
            places.release();
        }
    }

    private boolean isDue() {
        return !isRead || nanoTime.getAsLong() - lastRead >= LEAST_PAUSE;
    }

    private synchronized void refreshInTurn() {
        if (isDue()) {
            refresh();
        }
    }

    /// Reads them anew. May block for seconds.
    synchronized void refresh() {
        try {
            accept(source.read());
        } catch (UnavailableKeysException e) {
            // Once, for it may go on for hours.
            LOG.log(
                    isFailing ? Level.DEBUG : Level.WARNING,
                    "The keys of the issuer {0} cannot be read, and the hub {1}: {2}",
                    issuer,
                    known == null ? "refuses its tokens" : "goes on with those that it has",
                    e.getMessage());
            isFailing = true;
        } finally {
            lastRead = nanoTime.getAsLong();
            isRead = true;
        }
    }

    private void accept(KeySet read) {
        if (isFailing) {
            LOG.log(Level.INFO, "The keys of the issuer {0} can be read again", issuer);
            isFailing = false;
        }
        var before = known;
        if (before != null && before.isSame(read)) {
            return;
        }
        known = read;
        if (read == KeySet.EMPTY) {
            LOG.log(
                    Level.WARNING,
                    "The issuer {0} has no keys, so its tokens are refused: {1}",
                    issuer,
                    source.whyEmpty());
        } else if (before != null) {
            LOG.log(Level.INFO, "The issuer {0} has other keys now", issuer);
        }
    }
}
