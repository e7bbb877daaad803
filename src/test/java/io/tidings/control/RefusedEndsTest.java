package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A request to end many streams that does not say which ones ends none.
@QuarkusTest
@TestProfile(ControlFixture.Terms.class)
class RefusedEndsTest extends ControlFixture {
    @ParameterizedTest
    @CsvSource({
        "topic=TOPIC&state=live, invalid-state",
        "revoke=true, invalid-pattern",
        "topic=TOPIC&revoke=true, invalid-pattern",
        "topic=TOPIC&minLagSeconds=60, invalid-lag",
        "subject=ann&revoke=yes, invalid-flag",
        "topic=TOPIC&minLagSeconds=-1, invalid-lag",
        "topic=TOPIC&state=slow, invalid-state"
    })
    void whatDoesNotSayWhichStreamsEndsNone(String query, String type) throws IOException {
        try (var stream = control("")) {
            as(OPERATOR)
                    .delete("/streams?" + query.replace("TOPIC", topic))
                    .then()
                    .statusCode(400)
                    .body("type", is(type));

            publishTo(topic, "still heard");
            assertThat(stream.next().data(), is("still heard"));
        }
    }
}
