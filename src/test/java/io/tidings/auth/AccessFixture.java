package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Requests to a hub of [AccessTerms] over raw HTTP, from an address that each test has for itself.
abstract class AccessFixture {
    /// Where to publish and where to subscribe: one hub, or two replicas.
    record Hub(TestIssuer provider, URI publishAt, URI subscribeAt) {}

    /// Of this test alone: part of a topic, or a user.
    protected final String own = UUID.randomUUID().toString();

    private final Supplier<Hub> hub;
    private String address = anyAddress();

    AccessFixture(Supplier<Hub> hub) {
        this.hub = hub;
    }

    private static String anyAddress() {
        return "X-Forwarded-For: 10." + octet() + "." + octet() + "." + octet();
    }

    private static int octet() {
        return ThreadLocalRandom.current().nextInt(1, 255);
    }

    /// Later requests are from another address.
    void move() {
        address = anyAddress();
    }

    /// The header that shows a token.
    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    /// The header with a cookie.
    static String cookie(String nameAndValue) {
        return "Cookie: " + nameAndValue;
    }

    /// Of the issuer whose keys the hub finds by itself.
    TestIssuer provider() {
        return hub.get().provider();
    }

    /// Where events are published.
    URI publishAt() {
        return hub.get().publishAt();
    }

    Answer get(String path, String... headers) throws IOException {
        return request("GET", path, headers);
    }

    /// A page of history, or whatever JSON there is.
    Answer read(String path, String... headers) throws IOException {
        return request("GET", path, and("Accept: application/json", headers));
    }

    Answer request(String method, String path, String... headers) throws IOException {
        try (var response = RawResponse.of(method, hub.get().subscribeAt().resolve(path), from(headers))) {
            return Answer.of(response);
        }
    }

    Answer post(String path, String body, String... headers) throws IOException {
        try (var response = RawResponse.post(hub.get().publishAt().resolve(path), body, from(headers))) {
            return Answer.of(response);
        }
    }

    /// What the hub says of the caller that a good token names.
    JsonPath caller(Jwt token) throws IOException {
        var answer = read("/caller", token.bearer());
        assertThat(answer.body(), answer.status(), is(200));
        return answer.json();
    }

    /// As the token that may publish to everything.
    String publish(String topicAndQuery, String data) throws IOException {
        var answer = post("/topics/" + topicAndQuery, data, bearer(AccessTerms.PUBLISHER));
        assertThat(answer.body(), answer.status(), is(200));
        return answer.json().getString("id");
    }

    /// A stream that is open.
    RawResponse open(String path, String... headers) throws IOException {
        var stream = tryOpen(path, headers);
        assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
        assertThat(stream.headers().get("transfer-encoding"), is("chunked"));
        return stream;
    }

    /// Asks for a stream that may be refused.
    RawResponse tryOpen(String path, String... headers) throws IOException {
        return RawResponse.of(
                "GET", hub.get().subscribeAt().resolve(path), and("Accept: text/event-stream", from(headers)));
    }

    private String[] from(String... headers) {
        Shown.in(headers);
        return and(address, headers);
    }

    private static String[] and(String header, String... headers) {
        return Stream.concat(Stream.of(header), Arrays.stream(headers)).toArray(String[]::new);
    }

    /// What is left of a stream that the hub ends within two minutes.
    static String rest(RawResponse stream) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        var rest = new StringBuilder();
        for (var line = stream.textLine(); !line.isEmpty(); line = stream.textLine()) {
            assertThat("the stream is still open after: " + rest, System.nanoTime() - deadline < 0);
            rest.append(line);
        }
        return rest.toString();
    }

    /// The data of the next events of a stream.
    static List<String> data(RawResponse stream, int count) throws IOException {
        var data = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            data.add(stream.message().data());
        }
        return data;
    }
}
