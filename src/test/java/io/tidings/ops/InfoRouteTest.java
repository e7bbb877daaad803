package io.tidings.ops;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the hub says of itself, by its configuration.
class InfoRouteTest {
    @Test
    void theNodeHasTheNameThatItIsGiven() {
        assertThat(hub("sqlite", Optional.of("hub-1")).node(), is("hub-1"));
    }

    @Test
    void aNodeWithoutANameHasThatOfItsHost() {
        assertThat(hub("sqlite", Optional.empty()).node(), is(not("")));
    }

    @Test
    void theEngineIsWrittenInSmallLetters() {
        assertThat(hub("REDIS", Optional.empty()).engine(), is("redis"));
    }

    private static InfoRoute.RunningHub hub(String engine, Optional<String> name) {
        return new InfoRoute("1.0", engine, false, () -> name).hub;
    }
}
