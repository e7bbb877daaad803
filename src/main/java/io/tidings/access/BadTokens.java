package io.tidings.access;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How many tokens that are not good each address has shown in the last minute, so that none can be found by
/// trying. Any thread may call it.
@ApplicationScoped
class BadTokens {
    static final int MOST_A_MINUTE = 60;

    /// More addresses than this share one count.
    static final int MAX_ADDRESSES = 10_000;

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final String OTHERS = "";

    private final LongSupplier nanoTime;
    private final Map<String, Integer> counts = new HashMap<>();
    private long begin;

    BadTokens() {
        this(System::nanoTime);
    }

    BadTokens(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    /// Counts one; throws a refusal that passes if there are too many.
    synchronized void count(String address) {
        long now = nanoTime.getAsLong();
        if (now - begin >= WINDOW) {
            counts.clear();
            begin = now;
        }
        boolean isKnown = counts.size() < MAX_ADDRESSES || counts.containsKey(address);
        if (counts.merge(isKnown ? address : OTHERS, 1, Integer::sum) > MOST_A_MINUTE) {
            throw new RefusedException(
                    Refusal.TOO_MANY_BAD_TOKENS,
                    "Your address has shown more than " + MOST_A_MINUTE
                            + " tokens in a minute that are not good: wait a minute, and send a good one.");
        }
    }
}
