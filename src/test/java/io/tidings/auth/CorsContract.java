package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers are told that ask for pages of another origin (WHATWG Fetch, 3.3).
abstract class CorsContract extends AccessFixture {
    private static final String LISTED = "Origin: " + AccessTerms.LISTED_ORIGIN;

    CorsContract(Supplier<Hub> hub) {
        super(hub);
    }

    private static String cors(Answer answer, String name) {
        return answer.headers().getOrDefault("access-control-" + name, "none");
    }

    private static List<String> words(String header) {
        return Stream.of(header.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .toList();
    }

    private Answer preflight(String path, String origin) throws IOException {
        return request(
                "OPTIONS",
                path,
                origin,
                "Access-Control-Request-Method: DELETE",
                "Access-Control-Request-Headers: authorization,idempotency-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topics/news", "/topics", "/events", "/caller"})
    void aListedOriginIsToldWhatItMayAsk(String path) throws IOException {
        var answer = preflight(path, LISTED);

        assertThat(answer.status() / 100, is(2));
        assertThat(cors(answer, "allow-origin"), is(AccessTerms.LISTED_ORIGIN));
        assertThat(cors(answer, "allow-credentials"), is("true"));
        assertThat(cors(answer, "max-age"), is("7200"));
        assertThat(words(cors(answer, "allow-methods")), containsInAnyOrder("get", "post", "put", "patch", "delete"));
        assertThat(
                words(cors(answer, "allow-headers")),
                containsInAnyOrder(
                        "authorization", "content-type", "last-event-id", "cache-control", "idempotency-key"));
    }

    @Test
    void aPageOfAListedOriginMayReadTheAnswer() throws IOException {
        var answer = read("/topics/public/a", LISTED);

        assertThat(answer.status(), is(200));
        assertThat(cors(answer, "allow-origin"), is(AccessTerms.LISTED_ORIGIN));
        assertThat(cors(answer, "allow-credentials"), is("true"));
        assertThat(
                words(cors(answer, "expose-headers")), containsInAnyOrder("link", "retry-after", "www-authenticate"));
        assertThat(answer.headers().get("vary"), containsStringIgnoringCase("origin"));
        try (var stream = open("/topics/public/a", LISTED)) {
            assertThat(stream.headers().get("access-control-allow-origin"), is(AccessTerms.LISTED_ORIGIN));
        }
    }

    @Test
    void itMayReadWhyItIsRefused() throws IOException {
        var none = read("/topics/builds/1", LISTED);
        var forbidden = post("/topics/news", "x", bearer(AccessTerms.CI), LISTED);

        assertThat(none.status() + " " + cors(none, "allow-origin"), is("401 " + AccessTerms.LISTED_ORIGIN));
        assertThat(forbidden.status() + " " + cors(forbidden, "allow-origin"), is("403 " + AccessTerms.LISTED_ORIGIN));
    }

    /// Their browsers keep the answers from them; other clients than browsers send what they like.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "http://app.example.com",
                "https://app.example.com.evil.com",
                "https://app.example.com:444",
                "https://APP.example.com",
                "null",
                "http://tidings"
            })
    void requestsOfOtherOriginsAreAnsweredWithoutAWordOfCors(String origin) throws IOException {
        var header = "Origin: " + origin;
        var answer = read("/topics/public/a", header);

        assertThat(answer.status(), is(200));
        assertThat(answer.headers().get("vary"), containsStringIgnoringCase("origin"));
        assertThat(ofCors(answer), empty());
        assertThat(ofCors(preflight("/topics/a", header)), empty());
        assertThat(post("/topics/open/a", "x", header).status(), is(200));
    }

    @Test
    void whatIsNotOfABrowserIsAnsweredWithoutIt() throws IOException {
        assertThat(ofCors(read("/topics/public/a")), empty());
    }

    private static List<String> ofCors(Answer answer) {
        return answer.headers().keySet().stream()
                .filter(name -> name.startsWith("access-control-"))
                .toList();
    }
}
