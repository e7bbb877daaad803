package io.tidings.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.log.LogUnavailableException;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.io.FileNotFoundException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    @Test
    void aLogThatTakesNothingIsToBeTriedLater() {
        var problem = Problem.of(new LogUnavailableException("/var/tidings.db: the disk is full"))
                .orElseThrow();
        assertThat(problem.status(), is(503));
        assertThat(problem.detail(), is("The log is not available now: try again after 5 s."));
        assertThat(problem.headers(), hasEntry("Retry-After", "5"));
    }

    @Test
    void aPublisherLearnsThatItsEventMayBeKept() {
        var failure = LogUnavailableException.mayBeKept("Redis at 10.0.0.3:6379 went away", null);

        assertThat(
                Problem.of(failure).orElseThrow().detail(),
                is(
                        "The log failed before it confirmed this, and may have kept it or not: publish it again with the same"
                                + " Idempotency-Key; without one it may be kept twice."));
    }

    @Test
    void aHubThatDrainsIsToBeTriedLater() {
        var problem =
                Problem.of(new RefusedException(Refusal.DRAINING, "stopping")).orElseThrow();
        assertThat(problem.status(), is(503));
        assertThat(problem.headers(), hasKey("Retry-After"));
    }

    @Test
    void aHubThatMayOpenNoMoreFilesIsToBeTriedLater() {
        var jar = new FileNotFoundException("a.jar (Too many open files)");
        var problem = Problem.of(new IllegalStateException("Failed to open a.jar", jar))
                .orElseThrow();
        assertThat(problem.status(), is(503));
        assertThat(problem.type(), is("log-unavailable"));
        assertThat(problem.headers(), hasKey("Retry-After"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {"TOO_MANY_EVENTS", "TOO_MANY_STREAMS", "DRAINING", "OUT_OF_MEMORY", "LOG_UNAVAILABLE"})
    void whatMaySucceedLaterPasses(Refusal refusal) {
        assertThat(passes(refusal), is(true));
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {"INVALID", "UNAUTHENTICATED", "FORBIDDEN", "TOO_LARGE"})
    void whatFailsAgainDoesNotPass(Refusal refusal) {
        assertThat(passes(refusal), is(false));
    }

    private static boolean passes(Refusal refusal) {
        return Problem.of(new RefusedException(refusal, "why")).orElseThrow().passes();
    }

    @Test
    void aValueThatIsInvalidIsNamedByTheType() {
        var problem = Problem.of(new InvalidEventException(Part.IDEMPOTENCY_KEY, "malformed"))
                .orElseThrow();
        assertThat(problem, is(new Problem("invalid-idempotency-key", "Invalid idempotency key", 400, "malformed")));
    }

    @Test
    void whatTheCallerCannotHelpIsNoProblemOfTheirs() {
        assertThat(Problem.of(new IllegalStateException("a fault of ours")), is(Optional.empty()));
    }
}
