package io.tidings.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// How many tokens an address may try.
class BadTokensTest {
    private final AtomicLong nanos = new AtomicLong();
    private final BadTokens tokens = new BadTokens(nanos::get);

    @Test
    void theSixtyFirstInAMinuteIsRefused() {
        count("a", 60);

        var refused = assertThrows(RefusedException.class, () -> tokens.count("a"));

        assertEquals(Refusal.TOO_MANY_BAD_TOKENS, refused.refusal());
        assertEquals(429, refused.refusal().status());
    }

    @Test
    void anAddressSuffersForNoOther() {
        count("a", 60);

        count("b", 60);
    }

    @Test
    void aMinuteLaterItMayTryAgain() {
        count("a", 60);
        pass(Duration.ofSeconds(60).minusNanos(1));
        assertThrows(RefusedException.class, () -> tokens.count("a"));

        pass(Duration.ofNanos(1));

        count("a", 60);
    }

    @Test
    void addressesWithoutNumberShareOneCount() {
        for (int i = 0; i < BadTokens.MAX_ADDRESSES; i++) {
            tokens.count("address " + i);
        }
        for (int i = 0; i < BadTokens.MOST_A_MINUTE; i++) {
            tokens.count("later address " + i);
        }

        assertThrows(RefusedException.class, () -> tokens.count("the last"));
        count("address 0", BadTokens.MOST_A_MINUTE - 1);
    }

    @Test
    void addressesOfTheLastMinuteAreForgotten() {
        for (int i = 0; i < BadTokens.MAX_ADDRESSES + BadTokens.MOST_A_MINUTE; i++) {
            tokens.count("address " + i);
        }
        pass(Duration.ofMinutes(1));

        count("a new one", 60);
    }

    private void count(String address, int times) {
        for (int i = 0; i < times; i++) {
            tokens.count(address);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
