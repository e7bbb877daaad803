package io.tidings.subscribe;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams over HTTP, read as raw bytes where that matters. [SubscribeIT] runs the same against the package.
@QuarkusTest
class SubscribeTest extends HubFixture {
    @Test
    void aStreamBeginsWithACommentAndTheHeadersThatKeepProxiesFromBuffering() throws IOException {
        try (var stream = subscribe("")) {
            assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(
                    stream.headers(),
                    is(Map.of(
                            "content-type", "text/event-stream",
                            "cache-control", "no-cache, no-transform",
                            "x-accel-buffering", "no",
                            "vary", "accept",
                            "transfer-encoding", "chunked")));
            var _ = cursor(stream.block());
        }
    }

    @Test
    void whatIsPublishedArrives() throws IOException {
        try (var stream = open("")) {
            var id = publish("type=greeting&retry=1000", "two\nlines");
            assertThat(stream.event(), is("id: " + id + "\nevent: greeting\nretry: 1000\ndata: two\ndata: lines\n\n"));
        }
    }

    @Test
    void oneStreamHearsManyTopicsAndAnEventOfSeveralOnce() throws IOException {
        var query = "?topic=" + topic + "/a&topic=" + topic + "/b/**&topic=" + topic + "/a";
        try (var stream = RawResponse.of("GET", root.resolve("/events" + query))) {
            given().queryParam("topic", topic + "/b/1")
                    .body("both")
                    .post("/topics/" + topic + "/a")
                    .then()
                    .body("topics", contains(topic + "/a", topic + "/b/1"));
            publishTo(topic + "/c", "not heard");
            publishTo(topic + "/b/2/3", "deep");
            assertThat(stream.event(), containsString("data: both\n"));
            assertThat(stream.event(), containsString("data: deep\n"));
        }
    }

    @Test
    void anEnvelopeTellsWhereAnEventIsFrom() throws IOException {
        try (var stream = open("?envelope=true")) {
            var id = publish("type=t", "a \"quote\"");
            var envelope = JsonPath.from(stream.message().data());
            assertThat(envelope.getString("id"), is(id));
            assertThat(envelope.getList("topics"), contains(topic));
            assertThat(envelope.getString("type"), is("t"));
            assertThat(envelope.getString("data"), is("a \"quote\""));
            assertThat(Instant.parse(envelope.getString("time")), notNullValue());
        }
    }

    @Test
    void tooManyPatternsAreRefused() throws IOException {
        var query = "?topic=a".repeat(101).replace("?", "&").replaceFirst("&", "?");
        try (var response = RawResponse.of("GET", root.resolve("/events" + query))) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 400"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream;charset=utf-8", "TEXT/Event-Stream", "text/*", "text/html, */*;q=0.1"})
    void aStreamCanBeAskedForInSeveralWays(String accept) throws IOException {
        try (var stream = subscribe("", "Accept: " + accept)) {
            assertThat(stream.headers().get("content-type"), is("text/event-stream"));
        }
    }
}
