package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.Grants;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import io.tidings.event.Patterns;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which verified tokens are remembered, and for how long.
class VerifiedTokensTest {
    private static final Instant NOW = Instant.ofEpochSecond(TestToken.NOW);
    private static final long MAX_BYTES = 100 * 1024;

    private final VerifiedTokens tokens = new VerifiedTokens(MAX_BYTES);

    @Test
    void aTokenIsRememberedUntilItEnds() {
        tokens.add(token(1), caller("ann", Patterns.ALL));

        assertTrue(tokens.get(token(1), NOW.minusNanos(1)).isPresent());
        assertTrue(tokens.get(token(2), NOW.minusNanos(1)).isEmpty());
        assertTrue(tokens.get(token(1), NOW).isEmpty());
        assertTrue(tokens.get(token(1), NOW.minusNanos(1)).isEmpty());
    }

    @Test
    void theTokenThatWasNotShownForTheLongestTimeGoesFirst() {
        tokens.add(token(0), caller("ann", Patterns.ALL));
        int others = 0;
        while (tokens.get(token(0), Instant.EPOCH).isPresent() && others < 1_000) {
            others++;
            tokens.add(token(others), caller("ann", Patterns.ALL));
        }
        assertEquals(1_000, others);
        assertTrue(tokens.get(token(1), Instant.EPOCH).isEmpty());
        assertTrue(tokens.get(token(others), Instant.EPOCH).isPresent());
    }

    @Test
    void longSubjectsAndManyPatternsTakeMoreOfTheirShare() {
        var few = remembered(caller("a", Patterns.ALL));
        var wide = remembered(caller("x".repeat(1_024), Patterns.ALL));
        var many = remembered(caller(
                "a",
                Patterns.of(IntStream.range(0, 20).mapToObj(i -> "a/*/" + i).toArray(String[]::new))));

        assertTrue(few > 2 * many && few > 3 * wide / 2, few + ", " + wide + ", " + many);
        assertTrue(2 * 1_024 * wide < MAX_BYTES);
    }

    @Test
    void aTokenThatHasNoRoomIsForgotten() {
        var large = IntStream.range(0, 900).mapToObj(i -> "a/*/" + i).toArray(String[]::new);
        tokens.add(token(1), caller("ann", Patterns.of(large)));
        assertTrue(tokens.get(token(1), Instant.EPOCH).isEmpty());

        tokens.add(token(2), caller("ann", Patterns.ALL));
        tokens.add(token(2), caller("ann", Patterns.ALL));
        assertTrue(tokens.get(token(2), Instant.EPOCH).isPresent());
    }

    /// How many of a thousand such tokens are remembered.
    private static long remembered(Caller caller) {
        var tokens = new VerifiedTokens(MAX_BYTES);
        IntStream.range(0, 1_000).forEach(i -> tokens.add(token(i), caller));
        return IntStream.range(0, 1_000)
                .filter(i -> tokens.get(token(i), Instant.EPOCH).isPresent())
                .count();
    }

    private static Fingerprint token(int number) {
        return Fingerprint.of("token " + number);
    }

    private static Caller caller(String subject, Patterns subscribe) {
        return Caller.of(
                Optional.of(new Subject(Optional.of("main"), subject)),
                new Grants(Patterns.of(), subscribe, false),
                Grants.NONE,
                new UntilNow());
    }

    private record UntilNow() implements Validity {
        @Override
        public Optional<Instant> expiry() {
            return Optional.of(NOW);
        }

        @Override
        public boolean isOver(Instant now) {
            return !now.isBefore(NOW);
        }
    }
}
