package io.tidings.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What the documentation says of pages of another origin.
class CorsIT {
    private static final String ALLOWED = "access-control-allow-origin";

    @Test
    void pagesOfTheNamedOriginsMayListenAndPublish() throws IOException {
        try (var server = PackagedServer.start(
                "tidings.log.engine=memory",
                "tidings.auth.publish-tokens=secret",
                "quarkus.http.cors.enabled=true",
                "quarkus.http.cors.origins=https://app.example.com")) {
            var topic = server.at("/topics/news");
            try (var stream = RawResponse.of("GET", topic, "Origin: https://app.example.com")) {
                assertThat(stream.headers().get(ALLOWED), is("https://app.example.com"));
                assertThat(stream.block(), startsWith(":\nid: "));
            }
            try (var preflight = RawResponse.of(
                    "OPTIONS",
                    topic,
                    "Origin: https://app.example.com",
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: authorization")) {
                assertThat(preflight.statusLine(), startsWith("HTTP/1.1 200"));
                assertThat(preflight.headers().get(ALLOWED), is("https://app.example.com"));
                assertThat(preflight.headers().get("access-control-allow-headers"), containsString("authorization"));
            }
            try (var other = RawResponse.of("GET", topic, "Origin: https://other.example.com")) {
                assertThat(other.statusLine(), startsWith("HTTP/1.1 403"));
                assertThat(other.headers(), not(hasKey(ALLOWED)));
            }
            try (var none = RawResponse.of("GET", topic)) {
                assertThat(none.statusLine(), is("HTTP/1.1 200 OK"));
            }
        }
    }
}
