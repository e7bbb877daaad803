package io.tidings.log;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which revocations a log keeps, and for how long.
abstract class RevocationContract extends LogFixture {
    private static final Optional<String> MAIN = Optional.of("main");

    RevocationContract(LogOpener engine) {
        super(engine);
    }

    @BeforeEach
    void open() {
        open(AMPLE);
    }

    @Test
    void aNewLogHasNone() {
        assertEquals(Set.of(), all());
    }

    @Test
    void subjectsOfOneNameAreRevokedEachByItself() {
        var all = Set.of(
                new Revocation(MAIN, "ann", now),
                new Revocation(Optional.of("other"), "ann", now.minusSeconds(1)),
                new Revocation(Optional.empty(), "ann", now.minusSeconds(2)),
                new Revocation(MAIN, "ünÿ\n|", now),
                new Revocation(MAIN, "", now));

        all.forEach(log.revocations()::revoke);

        assertEquals(all, all());
    }

    @Test
    void aLaterInstantHoldsAndNotAnEarlierOne() {
        revoke("ann", now);
        revoke("ann", now.plusMillis(1));
        revoke("ann", now.minusSeconds(60));

        assertEquals(Set.of(new Revocation(MAIN, "ann", now.plusMillis(1))), all());
    }

    @Test
    void anInstantHasWholeMilliseconds() {
        revoke("ann", now.plusNanos(1_999_999));

        assertEquals(Set.of(new Revocation(MAIN, "ann", now.plusMillis(1))), all());
    }

    @Test
    void oneHoldsForADay() {
        var first = now;
        revoke("ann", first);
        now = first.plus(Duration.ofHours(1));
        revoke("bob", now);

        now = first.plus(Revocations.KEPT).minusMillis(1);
        assertEquals(2, all().size());

        now = first.plus(Revocations.KEPT);
        assertEquals(Set.of(new Revocation(MAIN, "bob", first.plus(Duration.ofHours(1)))), all());
    }

    @Test
    void theyAreThereAfterARestartOfADurableLog() {
        revoke("ann", now);
        append("a", "1");
        boolean isDurable = reopen();

        assertEquals(isDurable ? Set.of(new Revocation(MAIN, "ann", now)) : Set.of(), all());
    }

    /// True if the log still has its events.
    private boolean reopen() {
        log.close();
        open(AMPLE);
        return log.extent().events() > 0;
    }

    @Test
    void thereIsRoomAgainOnceTheOldestNoLongerHold() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, Revocations.MOST).forEach(i -> threads.submit(() -> revoke("subject " + i, now)));
        }
        assertEquals(Revocations.MOST, all().size());

        var refusal = assertThrows(LogUnavailableException.class, () -> revoke("ann", now));
        assertEquals(true, refusal.getMessage().contains("10000 subjects"), refusal::getMessage);
        revoke("subject 1", now.plusSeconds(1));
        assertEquals(Revocations.MOST, all().size());

        now = now.plus(Revocations.KEPT).plusMillis(1);
        IntStream.range(0, 10).forEach(_ -> revoke("ann", now));
        assertEquals(
                Set.of("ann", "subject 1"), all().stream().map(Revocation::name).collect(toSet()));
    }

    private void revoke(String name, Instant before) {
        log.revocations().revoke(new Revocation(MAIN, name, before));
    }

    private Set<Revocation> all() {
        List<Revocation> all = log.revocations().all();
        assertEquals(all.size(), Set.copyOf(all).size());
        return Set.copyOf(all);
    }
}
