package io.tidings.metrics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The metrics come in a format that the client accepts, or else as text.
@QuarkusTest
class AcceptedFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application/openmetrics-text; version=1.0.0 | application/openmetrics-text
        text/plain                                  | text/plain
        */*                                         | text/plain
        application/json                            | text/plain
        ;;,,;q=,                                    | text/plain
        ,                                           | text/plain
        """)
    void isTheOneThatTheClientAccepts(String accept, String type) {
        given().header("Accept", accept)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .contentType(startsWith(type));
    }
}
