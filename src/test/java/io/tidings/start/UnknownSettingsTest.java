package io.tidings.start;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys and variables that are no settings.
class UnknownSettingsTest extends CheckFixture {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tidings.subscribe.hartbeat          | did you mean tidings.subscribe.heartbeat?
            tidings.log.readers                 | did you mean tidings.subscribe.readers?
            tidings.log.maxSize                 | did you mean tidings.log.max-size?
            tidings.retention."a/**".max-event  | did you mean tidings.retention."PATTERN".max-events?
            tidings.retention."a/**"            | see docs/configuration.md
            tidings.what                        | see docs/configuration.md
            tidings.token                       | did you mean tidings.auth.publish-tokens?
            """)
    void anUnknownKeyIsRefusedWithTheNearestOne(String key, String hint) {
        assertThat(problems(Map.of(key, "1"), Map.of()), contains(key + ": there is no such setting; " + hint));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TIDINGS_SUBSCRIBE_HARTBEAT           | did you mean tidings.subscribe.heartbeat?
            TIDINGS_SUBSCIBE_HEARTBEAT           | did you mean tidings.subscribe.heartbeat?
            TIDINGS_HTTP_PORT                    | see docs/configuration.md
            TIDINGS_VERSION                      | see docs/configuration.md
            TIDINGS_ENGINE                       | did you mean tidings.log.engine?
            TIDINGS_TOKEN                        | did you mean tidings.auth.publish-tokens?
            TIDINGS_TOKENS                       | did you mean tidings.auth.publish-tokens?
            TIDINGS_AUTH_TOKEN                   | did you mean tidings.auth.publish-tokens?
            TIDINGS_CORS                         | did you mean tidings.cors.origins?
            TIDINGS_RETENTION__A____MAX_EVENT    | did you mean tidings.retention."PATTERN".max-events?
            tidings_log_engin                    | did you mean tidings.log.engine?
            """)
    void anUnknownVariableIsRefusedWithTheNearestKey(String variable, String hint) {
        assertThat(
                problems(Map.of(), Map.of(variable, "1")), contains(variable + ": there is no such setting; " + hint));
    }

    @Test
    void theValueOfAVariableIsCheckedToo() {
        assertThat(
                problems(Map.of(), Map.of("TIDINGS_SUBSCRIBE_MAX_STREAMS_PER_ADDRESS", "0")),
                contains("tidings.subscribe.max-streams-per-address=0: must be a number from 1 to 10000000"));
    }

    @Test
    void aVariableMayOverrideARuleOfRetentionThatIsThere() {
        var file = Map.of("tidings.retention.\"demo/**\".max-events", "400");
        var variable = "TIDINGS_RETENTION__DEMO_____MAX_EVENTS";
        assertThat(problems(file, Map.of(variable, "5")), is(empty()));
        assertThat(
                problems(file, Map.of(variable, "0")),
                contains(
                        "tidings.retention.\"demo/**\".max-events=0: must be a number from 1 to 1000000000, or unlimited"));
    }

    @Test
    void whatAPlatformSetsForAServiceOfThisNameIsNoSetting() {
        assertThat(
                problems(
                        Map.of(),
                        Map.of(
                                "TIDINGS_PORT", "tcp://10.0.0.1:8080",
                                "TIDINGS_SERVICE_HOST", "10.0.0.1",
                                "TIDINGS_SERVICE_PORT", "8080",
                                "TIDINGS_SERVICE_PORT_HTTP", "8080",
                                "TIDINGS_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                                "TIDINGS_PORT_8080_TCP_ADDR", "10.0.0.1",
                                "TIDINGS_PORT_8080_TCP_PROTO", "tcp",
                                "TIDINGS_DEMO_PORT", "tcp://10.0.0.1:8080",
                                "TIDINGS_DEMO_SERVICE_HOST", "10.0.0.1",
                                "TIDINGS_DEMO_PORT_8080_TCP", "tcp://10.0.0.1:8080")),
                is(empty()));
    }

    @Test
    void whatDockerSetsForALinkOfThisNameIsNoSetting() {
        assertThat(
                problems(Map.of(), Map.of("TIDINGS_NAME", "/shop/tidings", "TIDINGS_ENV_JAVA_VERSION", "25")),
                is(empty()));
        assertThat(problems(Map.of(), Map.of("TIDINGS_NAME", "one")).size(), is(1));
    }

    @Test
    void whatTellsTheTestsSomethingIsNoneOfItsBusiness() {
        assertThat(problems(Map.of("tidings.test.seed", "7"), Map.of()), is(empty()));
    }
}
