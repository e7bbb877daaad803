package io.tidings.ops;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Health as an orchestrator reads it. [HealthIT] runs the same against the package.
@QuarkusTest
class HealthTest {
    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"})
    void isUp(String path) {
        get(path).then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void isAliveWhenEveryEventLoopTurns() {
        get("/q/health/live").then().body("checks.find { it.name == 'event loops' }.status", is("UP"));
    }

    @Test
    void tellsHowManyStreamsAreOpen() {
        get("/q/health/well")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'streams' }.data.open", greaterThanOrEqualTo(0));
    }
}
