package io.tidings.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.tidings.delivery.DrainingException;
import io.tidings.log.LogUnavailableException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    void whatTheCallerCannotHelpIsNoProblemOfTheirs() {
        assertThat(Problem.of(new IllegalStateException("a fault of ours")), is(Optional.empty()));
    }
}
