package io.tidings.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tidings.HubFixture;
import io.tidings.log.EventLog;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A hub at which subjects are revoked.
@QuarkusTest
@TestProfile(RevokedTokensTest.WithNamedTokens.class)
class RevokedTokensTest extends HubFixture {
    /// One for each test, and one for others.
    public static class WithNamedTokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tidings.auth.tokens.ann.secret", "of-ann",
                    "tidings.auth.tokens.ann.subscribe", "**",
                    "tidings.auth.tokens.bob.secret", "of-bob",
                    "tidings.auth.tokens.bob.subscribe", "**");
        }
    }

    @Inject
    SubjectRevocations revocations;

    @Inject
    EventLog log;

    @Test
    void theTokenIsRefusedLikeAnyThatIsNotGoodAndItsStreamEnds() throws IOException {
        try (var stream = subscribe("", "Accept: text/event-stream", "Authorization: Bearer of-ann")) {
            assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
            cursor(stream.block());
            caller("of-ann").then().statusCode(200).body("subject", equalTo("ann"));

            revocations.revoke(Optional.empty(), "ann");

            caller("of-ann")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", startsWith("Bearer error=\"invalid_token\""));
            assertThat(stream.event(), containsString("event: tidings:expired\n"));
        }
        caller("of-bob").then().statusCode(200);
        assertThat(log.revocations().all().getFirst().name(), is("ann"));
    }

    private static Response caller(String token) {
        return given().header("Authorization", "Bearer " + token).get("/caller");
    }
}
