package io.tidings.demo.feed;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The example feeds when they are on: each is on its topics, like the events of anybody.
@QuarkusTest
@TestProfile(FeedsTest.On.class)
class FeedsTest {
    public static class On implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidings.demo.feeds", "true");
        }
    }

    @TestHTTPResource("/")
    URI root;

    /// The first event may be a while in coming.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo/news",
                "demo/availability/bikes/old-mill",
                "demo/availability/cars/airport",
                "demo/availability/stock/first-edition",
                "demo/prices/gold",
                "demo/prices/silver",
                "demo/prices/bitcoin",
                "demo/chat",
                "demo/score/board",
                "demo/score/timeline",
                "demo/trading/trades",
                "demo/trading/book",
                "demo/trading/candles"
            })
    void isOnItsTopic(String topic) throws IOException {
        try (var stream = RawResponse.of("GET", root.resolve("/topics/" + topic + "?replay=all"))) {
            assertThat(stream.message().type(), not(startsWith("tidings:")));
        }
        given().get("/topics?prefix=demo/&limit=100").then().body("topics.topic", hasItem(topic));
    }

    @Test
    void theRoomRefusesAFlood() {
        var flood = "{\"topic\":\"demo/chat\",\"data\":\"hi\"}\n".repeat(ChatQuota.AT_ONCE + 1);

        given().body(flood).post("/events").then().statusCode(429).body("type", is("too-many-events"));
        given().body("{\"topic\":\"demo/news\",\"data\":\"hi\"}\n".repeat(ChatQuota.AT_ONCE + 1))
                .post("/events")
                .then()
                .statusCode(200);
    }
}
