package io.tidings.auth.jwt;

import static io.tidings.auth.jwt.TestIssuer.verify;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.auth.InvalidTokenException;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How an issuer's keys are kept while they change, and while it is away.
class IssuerKeysTest {
    private static final Instant NOW = Instant.ofEpochSecond(TestToken.NOW);
    private static final String OLD = TestKeys.jwks(TestKeys.jwk(TestKeys.RSA.getPublic(), "old"));
    private static final String NEW = TestKeys.jwks(TestKeys.jwk(TestKeys.OTHER_RSA.getPublic(), "new"));
    private static final String AWAY = "";

    private final FakeNanoTime time = new FakeNanoTime();
    private final AtomicInteger readings = new AtomicInteger();
    private volatile String served = OLD;

    @Test
    void untilItsIssuerAnswersNoTokenIsWrong() {
        served = AWAY;
        var issuers = TestIssuer.all(TestIssuer.with("main", TestToken.ISS, this::read));
        var token = token("old");

        var refused = assertThrows(RefusedException.class, () -> verify(issuers, token));

        assertEquals(Refusal.ISSUER_UNAVAILABLE, refused.refusal());
        assertEquals(503, refused.refusal().status());
    }

    @Test
    void anIssuerThatIsAwayIsAskedOnceInTenSeconds() {
        served = AWAY;
        var keys = keys();
        for (int i = 0; i < 100; i++) {
            assertThrows(RefusedException.class, keys::current);
        }
        assertEquals(1, readings.get());

        time.pass(Duration.ofSeconds(10));
        served = OLD;

        keys.current();
        assertEquals(2, readings.get());
    }

    @Test
    void knownKeysGoOnWhileTheIssuerIsAway() {
        var keys = keys();
        var known = keys.current();
        served = AWAY;

        keys.refresh();

        assertEquals(known, keys.current());
    }

    @Test
    void aThousandTokensWithUnknownKeysCostOneReading() {
        var keys = keys();
        keys.current();
        time.pass(Duration.ofSeconds(10));
        var start = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                threads.submit(() -> {
                    start.await();
                    keys.refreshIfDue();
                    return keys.current();
                });
            }
            start.countDown();
        }

        assertEquals(2, readings.get());
    }

    /// Each that waits holds a part of the memory that tokens of other issuers need as well.
    @Test
    void onlySomeWaitForAnIssuerThatIsSlow() throws InterruptedException {
        var answer = new CompletableFuture<String>();
        var refused = new CountDownLatch(100 - IssuerKeys.MOST_WAITING);
        var keys = new IssuerKeys(
                "main",
                () -> {
                    answer.join();
                    return read();
                },
                time);
        var found = new AtomicInteger();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.execute(() -> {
                    try {
                        keys.refreshIfDue();
                        found.incrementAndGet();
                    } catch (RefusedException e) {
                        assertEquals(Refusal.ISSUER_UNAVAILABLE, e.refusal());
                        refused.countDown();
                    }
                });
            }
            refused.await();
            assertEquals(0, found.get());
            answer.complete("");
        }

        assertEquals(IssuerKeys.MOST_WAITING, found.get());
        assertEquals(1, readings.get());
    }

    @Test
    void thePauseBeginsWhenTheAnswerIsThere() {
        var keys = new IssuerKeys(
                "main",
                () -> {
                    time.pass(Duration.ofSeconds(9));
                    return read();
                },
                time);
        keys.refresh();
        time.pass(Duration.ofSeconds(9));
        keys.refreshIfDue();
        assertEquals(1, readings.get());

        time.pass(Duration.ofSeconds(1));
        keys.refreshIfDue();
        assertEquals(2, readings.get());
    }

    @Test
    void aNewKeyIsFoundByItsUnknownName() {
        var keys = keys();
        var verifier = new TokenVerifier(
                keys, new IssuerTerms(TestToken.ISS, List.of(TestToken.AUDIENCE), TestIssuer.PUBLIC_ALGORITHMS, true));
        verifier.verify(SignedToken.read(token("old")), NOW);
        served = NEW;
        time.pass(Duration.ofSeconds(10));

        var key = verifier.verify(SignedToken.read(token("new")), NOW);

        assertEquals(TestKeys.OTHER_RSA.getPublic(), key);
        assertEquals(2, readings.get());
    }

    @Test
    void aTokenOfAnotherAlgorithmCostsNoReading() {
        var keys = keys();
        var verifier = new TokenVerifier(
                keys, new IssuerTerms(TestToken.ISS, List.of(TestToken.AUDIENCE), List.of("RS256"), true));
        keys.current();
        time.pass(Duration.ofSeconds(10));

        for (var token : List.of(
                TestToken.of("HS256").sign(TestKeys.HMAC),
                TestToken.of("PS256").header("kid", "old").sign(TestKeys.RSA.getPrivate()))) {
            assertThrows(InvalidTokenException.class, () -> verifier.verify(SignedToken.read(token), NOW));
        }

        assertEquals(1, readings.get());
    }

    private IssuerKeys keys() {
        return new IssuerKeys("main", this::read, time);
    }

    private KeySet read() throws UnavailableKeysException {
        readings.incrementAndGet();
        if (served.equals(AWAY)) {
            throw new UnavailableKeysException("it is away");
        }
        return KeyFormat.JWKS.parse(served);
    }

    private static String token(String kid) {
        var pair = kid.equals("old") ? TestKeys.RSA : TestKeys.OTHER_RSA;
        return TestToken.of("RS256").header("kid", kid).sign(pair.getPrivate());
    }
}
