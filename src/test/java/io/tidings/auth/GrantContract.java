package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tokens of the configuration may do, and those who show none.
abstract class GrantContract extends AccessFixture {
    private static final String NOT_GRANTED = "403 Bearer error=\"insufficient_scope\"";

    GrantContract(Supplier<Hub> hub) {
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
    @CsvSource({
        "token-that-subscribes, **, 200",
        "token-that-subscribes, anything/*, 200",
        "token-that-publishes, anything, 403",
        "token-that-publishes, public/1, 200",
        "token-of-ci, builds/**, 200",
        "token-of-ci, builds/*/log, 200",
        "token-of-ci, **, 403",
        "token-of-ci, */1, 403",
        "token-of-ci, builds, 403",
        "token-of-ci, public/**, 200",
        "token-of-the-operator, builds/1, 403"
    })
    void aTokenReadsWhatLiesInItsGrantsAndWhatAnyoneMay(String token, String pattern, int status) throws IOException {
        var verdict = status == 403 ? NOT_GRANTED : "200 none";
        assertThat(read("/topics/" + pattern, bearer(token)).verdict(), is(verdict));
        assertThat(
                get("/topics/" + pattern, bearer(token), "Accept: text/event-stream")
                        .verdict(),
                is(verdict));
        assertThat(request("HEAD", "/topics/" + pattern, bearer(token)).verdict(), is(verdict));
    }

    @ParameterizedTest
    @CsvSource({"public/1, 200", "public/**, 200", "public, 401", "**, 401", "builds/1, 401"})
    void withoutATokenOneReadsWhatAnyoneMay(String pattern, int status) throws IOException {
        assertThat(read("/topics/" + pattern).verdict(), is(status == 401 ? "401 Bearer" : "200 none"));
    }

    @ParameterizedTest
    @CsvSource({"open/1, 200", "open/1/2, 401", "public/1, 401"})
    void withoutATokenOnePublishesWhatAnyoneMay(String topic, int status) throws IOException {
        assertThat(post("/topics/" + topic, "x").verdict(), is(status == 401 ? "401 Bearer" : "200 none"));
    }

    @Test
    void aRefusalNamesWhatIsNotGranted() throws IOException {
        var answer = read("/events?topic=builds/1&topic=news/*&topic=public/2&topic=sport", bearer(AccessTerms.CI));

        assertThat(answer.verdict(), is(NOT_GRANTED));
        assertThat(answer.headers().get("content-type"), is("application/problem+json"));
        assertThat(answer.json().getString("type"), is("forbidden"));
        var detail = answer.json().getString("detail");
        assertThat(detail, allOf(containsString("news/*"), containsString("sport")));
        assertThat(detail, allOf(not(containsString("builds/1")), not(containsString("public/2"))));
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
    void theListOfTopicsHoldsThoseThatOneMayReadAlone() throws IOException {
        publish("builds/" + own, "x");
        publish("public/" + own, "x");
        publish("news/" + own, "x");

        var ofCi = topics("builds/" + own, AccessTerms.CI) + topics("public/" + own, AccessTerms.CI);
        assertThat(ofCi + topics("news/" + own, AccessTerms.CI), is("[builds/%1$s][public/%1$s][]".formatted(own)));
        assertThat(topics("news/" + own, AccessTerms.SUBSCRIBER), is("[news/" + own + "]"));
        var all = read("/topics?limit=1000").json().<String>getList("topics.topic");
        assertThat(all, hasItem("public/" + own));
        assertThat(all, not(hasItems("builds/" + own)));
        assertThat(all, not(hasItem("news/" + own)));
    }

    private String topics(String prefix, String token) throws IOException {
        return read("/topics?prefix=" + prefix, bearer(token))
                .json()
                .getList("topics.topic")
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tidings/a", "tidings/*", "tidings/**", "tidings/presence/a"})
    void wildcardsGrantNothingOfTheHub(String pattern) throws IOException {
        assertThat(read("/topics/" + pattern, bearer(AccessTerms.SUBSCRIBER)).verdict(), is(NOT_GRANTED));
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

    @Test
    void theHubTellsACallerWhatItIs() throws IOException {
        var ci = read("/caller", bearer(AccessTerms.CI)).json();
        assertThat(ci.getString("subject"), is("ci"));
        assertThat(ci.getString("issuer"), nullValue());
        assertThat(ci.getBoolean("anonymous"), is(false));
        assertThat(ci.getList("publish"), contains("builds/**", "open/*"));
        assertThat(ci.getList("subscribe"), contains("builds/**", "public/**"));
        assertThat(ci.getBoolean("operate"), is(false));
        assertThat(ci.getString("expires"), nullValue());
        assertThat(read("/caller", bearer(AccessTerms.FILED)).json().getString("subject"), is("filed"));
        assertThat(read("/caller", bearer(AccessTerms.OPERATOR)).json().getBoolean("operate"), is(true));
        assertThat(read("/caller", bearer(AccessTerms.PUBLISHER)).json().getString("subject"), nullValue());

        var anonymous = read("/caller").json();
        assertThat(anonymous.getBoolean("anonymous"), is(true));
        assertThat(anonymous.getList("publish"), contains("open/*"));
        assertThat(anonymous.getList("subscribe"), contains("public/**"));
    }
}
