package io.tidings.ops.api;

import static io.restassured.RestAssured.get;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

/// The description and the packaged server: jar or native binary.
@QuarkusIntegrationTest
class ApiExamplesIT extends ApiExamplesTest {
    @Test
    void thereIsNoPageForTryingTheApiInProduction() {
        get("/q/swagger-ui").then().statusCode(404);
    }
}
