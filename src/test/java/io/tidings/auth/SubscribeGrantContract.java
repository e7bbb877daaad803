package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tokens of the configuration may read, and those that show none.
abstract class SubscribeGrantContract extends AccessFixture {
    private static final String NOT_GRANTED = "403 Bearer error=\"insufficient_scope\"";

    SubscribeGrantContract(Supplier<Hub> hub) {
        super(hub);
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
    @CsvSource({
        "token-that-subscribes, anything, 200",
        "token-of-ci, builds/1, 200",
        "token-of-ci, public/1, 200",
        "token-of-ci, news, 403"
    })
    void whoHearsATopicHearsWhoJoinsIt(String token, String topic, int status) throws IOException {
        assertThat(
                read("/topics/tidings/presence/" + topic, bearer(token)).verdict(),
                is(status == 403 ? NOT_GRANTED : "200 none"));
    }

    @Test
    void withoutATokenOneHearsNobodyJoin() throws IOException {
        assertThat(read("/topics/tidings/presence/public/1").verdict(), is("401 Bearer"));
        assertThat(
                read("/events?topic=public/1&topic=tidings/presence/public/1").verdict(), is("401 Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tidings/a", "tidings/*", "tidings/**", "tidings/presence/*", "tidings/presence/**"})
    void wildcardsGrantNothingOfTheHub(String pattern) throws IOException {
        assertThat(read("/topics/" + pattern, bearer(AccessTerms.SUBSCRIBER)).verdict(), is(NOT_GRANTED));
    }
}
