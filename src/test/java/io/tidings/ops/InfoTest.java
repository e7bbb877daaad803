package io.tidings.ops;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the hub says of itself. [InfoIT] runs the same against the package.
@QuarkusTest
class InfoTest extends HubFixture {
    @Test
    void tellsWhatRunsAndNothingOfTheMachine() throws IOException {
        try (var response = RawResponse.of("GET", root.resolve("/q/info"))) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(response.headers().get("content-type"), is("application/json"));
            var info = new JsonObject(response.body());
            assertThat(
                    info.fieldNames(),
                    containsInAnyOrder("version", "commit", "engine", "started", "node", "demoFeeds"));
            assertThat(info.getString("version"), matchesPattern("\\d+\\.\\d+\\.\\d+.*"));
            assertThat(info.getString("commit"), anyOf(nullValue(String.class), matchesPattern("[0-9a-f]{40}")));
            assertThat(info.getString("engine"), is("memory"));
            assertThat(info.getInstant("started"), lessThanOrEqualTo(Instant.now()));
            assertThat(info.getString("node"), not(""));
            assertThat("the example feeds are off", info.getBoolean("demoFeeds"), is(false));
        }
    }

    @Test
    void isNotToBeStored() throws IOException {
        try (var response = RawResponse.of("GET", root.resolve("/q/info"))) {
            assertThat(response.headers().get("cache-control"), is("no-store"));
        }
    }

    @Test
    void headTellsTheSameWithoutABody() throws IOException {
        try (var response = RawResponse.of("HEAD", root.resolve("/q/info"))) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(response.headers().get("content-type"), is("application/json"));
        }
    }

    @Test
    void isOnlyRead() throws IOException {
        try (var response = RawResponse.of("POST", root.resolve("/q/info"), "Content-Length: 0")) {
            assertThat(response.statusLine(), is("HTTP/1.1 405 Method Not Allowed"));
            assertThat(response.headers().get("allow"), is("GET, HEAD, OPTIONS"));
        }
    }
}
