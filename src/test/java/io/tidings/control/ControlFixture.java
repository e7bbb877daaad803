package io.tidings.control;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import io.tidings.sse.EventStreamParser;
import io.tidings.sse.EventStreamParser.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// A hub whose streams can be changed: by Ann and Bob, who have tokens of an issuer, and by an operator.
abstract class ControlFixture extends HubFixture {
    static final String OPERATOR = "of-the-operator";

    public static class Terms implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tidings.auth.tokens.ops.secret", OPERATOR,
                    "tidings.auth.tokens.ops.operate", "true",
                    "tidings.auth.tokens.ops.publish", "**",
                    "tidings.auth.tokens.ops.subscribe", "**",
                    "tidings.auth.issuers.main.issuer", SignedToken.ISSUER,
                    "tidings.auth.issuers.main.secret", SignedToken.SECRET,
                    "tidings.auth.issuers.main.any-audience", "true",
                    "tidings.auth.anonymous.subscribe", "test/**",
                    "tidings.auth.anonymous.publish", "test/**",
                    "tidings.subscribe.heartbeat", "2s");
        }
    }

    /// A stream and its id.
    record Controlled(RawResponse stream, String id) implements AutoCloseable {
        /// The next event. A stream that tells its position instead has none.
        Message next() throws IOException {
            var message = any();
            if (message.type().equals("tidings:cursor")) {
                message = any();
            }
            assertThat(message.type(), not("tidings:cursor"));
            return message;
        }

        /// The next event, cursors too.
        Message any() throws IOException {
            return EventStreamParser.parse(stream.block()).getFirst();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    static String ann(String... subscribe) {
        return SignedToken.of("ann", Duration.ofHours(1), subscribe);
    }

    Controlled control(String query, String... headers) throws IOException {
        var all = new java.util.ArrayList<>(java.util.List.of(headers));
        all.add("Accept: text/event-stream");
        var stream = subscribe("?control=true" + query, all.toArray(String[]::new));
        assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
        var first = EventStreamParser.parse(stream.block()).getFirst();
        assertThat(first.type(), is("tidings:stream"));
        return new Controlled(stream, JsonPath.from(first.data()).getString("stream"));
    }

    Controlled controlAs(String token) throws IOException {
        return control("", "Authorization: Bearer " + token);
    }

    static RequestSpecification as(String token) {
        return token.isEmpty() ? given() : given().header("Authorization", "Bearer " + token);
    }

    static Response patch(String id, String token, String body) {
        return as(token).contentType(ContentType.JSON).body(body).patch("/streams/" + id);
    }

    static Response renew(String id, String token) {
        return as(token).put("/streams/" + id + "/token");
    }

    static Response end(String id, String token) {
        return as(token).delete("/streams/" + id);
    }
}
