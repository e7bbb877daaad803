package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
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
        "topic=TOPIC&state=live, invalid-state, state",
        "revoke=true, invalid-pattern, subject",
        "a=b, invalid-pattern, 'Name the streams to end: /streams?subject=ann, or /streams?topic=news.'",
        "topic=TOPIC&revoke=true, invalid-pattern, subject",
        "topic=TOPIC&minLagSeconds=60, invalid-lag, minLagSeconds",
        "subject=ann&revoke=yes, invalid-flag, The parameter revoke is neither true nor false",
        "topic=TOPIC&minLagSeconds=-1, invalid-lag, The parameter minLagSeconds is not a number of seconds from 0 on",
        "topic=TOPIC&state=slow, invalid-state, The parameter state is neither live nor catching-up nor stalled",
        "subject=, invalid-subject, The parameter subject has no characters or more than 1024",
        "topic=TOPIC&issuer=, invalid-subject, The parameter issuer has no characters or more than 1024"
    })
    void whatDoesNotSayWhichStreamsEndsNone(String query, String type, String told) throws IOException {
        try (var stream = control("")) {
            as(OPERATOR)
                    .delete("/streams?" + query.replace("TOPIC", topic))
                    .then()
                    .statusCode(400)
                    .body("type", is(type))
                    .body("detail", containsString(told));

            publishTo(topic, "still heard");
            assertThat(stream.next().data(), is("still heard"));
        }
    }
}
