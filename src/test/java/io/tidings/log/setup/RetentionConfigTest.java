package io.tidings.log.setup;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import io.tidings.log.Retention;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Retention as it is configured, and as the schedule enforces it.
@QuarkusTest
@TestProfile(RetentionConfigTest.LatestPrices.class)
class RetentionConfigTest {
    /// A latest value for each price, and less time for all.
    public static class LatestPrices implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidings.retention.\"prices/**\".max-events", "1", "tidings.retention.\"**\".max-age", "24h");
        }
    }

    @Inject
    RetentionConfig config;

    @Test
    void aRuleTakesFromTheOneForAllWhatItLeavesOpen() {
        var retention = new RetentionRules(config).retention(1);
        assertThat(
                retention.of(new Topic("prices/gold")),
                is(new Retention.Rule(TopicPattern.parse("prices/**"), 1, Duration.ofHours(24))));
        assertThat(
                retention.of(new Topic("news")),
                is(new Retention.Rule(TopicPattern.ALL, 100_000, Duration.ofHours(24))));
    }

    @Test
    void trimmingKeepsTheLatestValue() {
        for (var price : List.of("1", "2", "3")) {
            given().body(price).post("/topics/prices/gold").then().statusCode(200);
        }
        var deadline = Instant.now().plusSeconds(60);
        while (!history().equals(List.of("3"))) {
            assertThat("still kept: " + history(), Instant.now().isBefore(deadline));
        }
    }

    private static List<String> history() {
        return given().accept("application/json").get("/topics/prices/gold").path("events.data");
    }
}
