package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// To what tokens of the configuration may publish, and those that show none.
abstract class PublishGrantContract extends AccessFixture {
    private static final String NOT_GRANTED = "403 Bearer error=\"insufficient_scope\"";

    PublishGrantContract(Supplier<Hub> hub) {
        super(hub);
    }

    @ParameterizedTest
    @CsvSource({
        "token-that-publishes, anything/at/all, 200",
        "token-that-subscribes, anything/at/all, 403",
        "token-that-subscribes, open/1, 200",
        "token-of-ci, builds/1/2, 200",
        "token-of-ci, builds, 403",
        "token-of-ci, news, 403",
        "token-of-ci, open/1, 200",
        "token-in-a-file, filed/1, 200",
        "token-in-a-file, builds/1, 403"
    })
    void aTokenPublishesWhatItIsGrantedAndWhatAnyoneMay(String token, String topic, int status) throws IOException {
        var answer = post("/topics/" + topic, "x", bearer(token));

        assertThat(answer.verdict(), is(status == 403 ? NOT_GRANTED : "200 none"));
    }

    @ParameterizedTest
    @CsvSource({"open/1, 200", "open/1/2, 401", "public/1, 401"})
    void withoutATokenOnePublishesWhatAnyoneMay(String topic, int status) throws IOException {
        assertThat(post("/topics/" + topic, "x").verdict(), is(status == 401 ? "401 Bearer" : "200 none"));
    }

    @Test
    void everyTopicOfAnEventNeedsAGrant() throws IOException {
        var both = "/topics/builds/" + own + "?topic=public/" + own;

        var answer = post(both, "x", bearer(AccessTerms.CI));

        assertThat(answer.verdict(), is(NOT_GRANTED));
        assertThat(answer.json().getString("detail"), containsString("public/" + own));
        assertThat(
                post(both.replace("public", "open"), "x", bearer(AccessTerms.CI))
                        .status(),
                is(200));
    }

    @Test
    void aBatchWithOneTopicTooManyStoresNothing() throws IOException {
        var batch = """
                {"topic":"builds/%1$s","data":"1"}
                {"topics":["builds/%1$s","news/%1$s"],"data":"2"}
                """.formatted(own);

        var answer = post("/events", batch, bearer(AccessTerms.CI));

        assertThat(answer.verdict(), is(NOT_GRANTED));
        assertThat(answer.json().getString("detail"), containsString("news/" + own));
        assertThat(stored("builds/" + own), is(0));
    }

    private int stored(String topic) throws IOException {
        return read("/topics/" + topic, bearer(AccessTerms.SUBSCRIBER))
                .json()
                .getList("events")
                .size();
    }

    @Test
    void aTopicIsDroppedByThoseThatMayPublishToIt() throws IOException {
        publish("builds/" + own, "x");

        assertThat(
                request("DELETE", "/topics/builds/" + own, bearer(AccessTerms.SUBSCRIBER))
                        .verdict(),
                is(NOT_GRANTED));
        assertThat(
                request("DELETE", "/topics/builds/" + own, bearer(AccessTerms.FILED))
                        .verdict(),
                is(NOT_GRANTED));
        assertThat(stored("builds/" + own), is(1));
        assertThat(
                request("DELETE", "/topics/builds/" + own, bearer(AccessTerms.CI))
                        .status(),
                is(204));
        assertThat(stored("builds/" + own), is(0));
    }

    @Test
    void nobodyPublishesOnTopicsOfTheHub() throws IOException {
        var line = "{\"topic\":\"tidings/a\",\"data\":\"x\"}";
        assertThat(post("/topics/tidings/a", "x", bearer(AccessTerms.PUBLISHER)).status(), is(400));
        assertThat(post("/events", line, bearer(AccessTerms.PUBLISHER)).status(), is(400));
        assertThat(
                request("DELETE", "/topics/tidings/a", bearer(AccessTerms.PUBLISHER))
                        .status(),
                is(403));
    }
}
