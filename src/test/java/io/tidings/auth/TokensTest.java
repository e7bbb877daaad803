package io.tidings.auth;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in when tokens are set.
@QuarkusTest
@TestProfile(TokensTest.WithTokens.class)
class TokensTest {
    /// Two tokens to publish, one to subscribe.
    public static class WithTokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidings.auth.publish-tokens", "in-1,in-2", "tidings.auth.subscribe-tokens", "out");
        }
    }

    @TestHTTPResource("/")
    URI root;

    @ParameterizedTest
    @CsvSource({"POST, /topics/a", "POST, /events", "DELETE, /topics/a"})
    void withoutATokenNothingIsPublished(String method, String path) {
        when().request(method, path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", is("unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-", "in-11", "IN-1", "in-1,in-2"})
    void aWrongTokenIsInvalid(String token) {
        given().header("Authorization", "Bearer " + token)
                .body("x")
                .post("/topics/refused")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .body("type", is("invalid-token"));
        read().get("/topics/refused").then().body("events", empty());
    }

    @Test
    void aTokenForSomethingElseIsForbidden() {
        given().header("Authorization", "Bearer out")
                .body("x")
                .post("/topics/refused")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", "Bearer error=\"insufficient_scope\"")
                .body("type", is("forbidden"));
        read().get("/topics/refused").then().body("events", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer in-1", "Bearer in-2", "bearer in-1", "Bearer  in-1 "})
    void eachTokenDoes(String authorization) {
        given().header("Authorization", authorization)
                .body("x")
                .post("/topics/a")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic in-1", "in-1", "BearerX in-1"})
    void whatIsNoBearerTokenIsNone(String authorization) {
        given().header("Authorization", authorization)
                .body("x")
                .post("/topics/a")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer in-1 in-2"})
    void itMustBeClearWhichTokenIsMeant(String authorization) {
        given().header("Authorization", authorization)
                .body("x")
                .post("/topics/a")
                .then()
                .statusCode(400)
                .header("WWW-Authenticate", "Bearer error=\"invalid_request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topics/a", "/events?topic=a", "/topics"})
    void withoutATokenNothingIsRead(String path) {
        given().accept("application/json").get(path).then().statusCode(401);
        read().get(path).then().statusCode(200);
    }

    @Test
    void aStreamTakesTheTokenFromTheHeaderOrTheCookie() throws IOException {
        for (var header : new String[] {"Authorization: Bearer out", "Cookie: a=b; tidings_token=out"}) {
            try (var stream = RawResponse.of("GET", root.resolve("/topics/a"), header)) {
                assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
            }
        }
        try (var stream = RawResponse.of("GET", root.resolve("/topics/a"), "Authorization: Bearer in-1")) {
            assertThat(stream.statusLine(), startsWith("HTTP/1.1 403"));
        }
        try (var stream = RawResponse.of("GET", root.resolve("/topics/a"), "Cookie: tidings_token=wrong")) {
            assertThat(stream.statusLine(), startsWith("HTTP/1.1 401"));
        }
        try (var stream = RawResponse.of("GET", root.resolve("/topics/a"))) {
            assertThat(stream.statusLine(), startsWith("HTTP/1.1 401"));
        }
    }

    @Test
    void aPrivateEventGoesToThoseWithAToken() throws IOException {
        try (var stream = RawResponse.of("GET", root.resolve("/topics/secret"), "Authorization: Bearer out")) {
            stream.block();
            given().header("Authorization", "Bearer in-1")
                    .body("x")
                    .post("/topics/secret?private=true")
                    .then()
                    .statusCode(200);

            assertThat(stream.block(), endsWith("data: x\n\n"));
        }
        read().get("/topics/secret").then().body("events.data", contains("x"));
        read().get("/topics").then().body("topics.topic", hasItem("secret"));
    }

    private static RequestSpecification read() {
        return given().accept("application/json").header("Authorization", "Bearer out");
    }
}
