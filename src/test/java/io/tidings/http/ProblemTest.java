package io.tidings.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.tidings.auth.ForbiddenException;
import io.tidings.auth.UnauthenticatedException;
import io.tidings.delivery.DrainingException;
import io.tidings.delivery.TooManyStreamsException;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TooLargeException;
import io.tidings.log.LogUnavailableException;
import io.tidings.memory.OutOfRoomException;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {
    @Test
    void aLogThatTakesNothingIsToBeTriedLater() {
        var problem =
                Problem.of(new LogUnavailableException("the disk is full")).orElseThrow();
        assertThat(problem.status(), is(503));
        assertThat(problem.detail(), is("the disk is full"));
        assertThat(problem.headers(), hasKey("Retry-After"));
    }

    @Test
    void aHubThatDrainsIsToBeTriedLater() {
        var problem = Problem.of(new DrainingException()).orElseThrow();
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

    static Stream<RuntimeException> passing() {
        return Stream.of(
                new TooManyStreamsException("full"),
                new DrainingException(),
                new OutOfRoomException("full"),
                new LogUnavailableException("away"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatMaySucceedLaterPasses(RuntimeException refusal) {
        assertThat(Problem.of(refusal).orElseThrow().passes(), is(true));
    }

    static Stream<RuntimeException> lasting() {
        return Stream.of(
                new UnauthenticatedException("none"),
                new ForbiddenException("no"),
                new TooLargeException("large"),
                new InvalidEventException(Part.ID, "malformed"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatFailsAgainDoesNotPass(RuntimeException refusal) {
        assertThat(Problem.of(refusal).orElseThrow().passes(), is(false));
    }

    @Test
    void whatTheCallerCannotHelpIsNoProblemOfTheirs() {
        assertThat(Problem.of(new IllegalStateException("a fault of ours")), is(Optional.empty()));
    }
}
