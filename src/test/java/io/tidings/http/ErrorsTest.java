package io.tidings.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.blankString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every refusal is a problem that a program can tell by its type and a person can read. [ErrorsIT] runs the same
/// against the package.
@QuarkusTest
class ErrorsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        # request, Accept,            status, type
        GET,  /nope,          text/event-stream, 404, not-found
        GET,  /nope,          */*,               404, not-found
        GET,  /nope,          text/html,         404, not-found
        GET,  /q/health/group/a, */*,            404, not-found
        GET,  /talk/nope,     text/event-stream, 404, not-found
        GET,  /,              text/event-stream, 404, not-found
        GET,  /index.html,    text/event-stream, 404, not-found
        GET,  /page/clock.js, text/event-stream, 404, not-found
        GET,  /,              TEXT/Event-Stream, 404, not-found
        GET,  /,              'text/event-stream, */*;q=0', 404, not-found
        GET,  /page/nope.js,  */*,               404, not-found
        GET,  /talk,          application/json,  406, not-acceptable
        GET,  /talk,          text/plain,        406, not-acceptable
        GET,  /talk,          nonsense,          406, not-acceptable
        POST, /talk,          */*,               405, method-not-allowed
        GET,  /talk,          'a/b;c="',         400, bad-request
        GET,  /topics/a,      'a/b;c="',         400, bad-request
        GET,  /events?topic=a, 'a/b, c/d;e="',   400, bad-request
        """)
    void aRefusalIsAProblem(String method, String path, String accept, int status, String type) {
        given().header("Accept", accept)
                .when()
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status))
                .body("type", is(type))
                .body("title", not(blankString()))
                .body("detail", not(blankString()));
    }
}
