package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Private events, for those alone that have a grant of their own for one of their topics. On `public/`, which
/// anyone may read, `out` has one, and a user of an issuer has not.
abstract class PrivateEventContract extends AccessFixture {
    private static final String OUT = bearer(AccessTerms.SUBSCRIBER);

    private String topic;
    private String user;

    PrivateEventContract(Supplier<Hub> hub) {
        super(hub);
    }

    @BeforeEach
    void choose() {
        topic = "public/" + own;
        user = provider().token(own).bearer();
    }

    private void publishBoth() throws IOException {
        publish(topic, "public");
        publish(topic + "?private=true", "private");
    }

    @Test
    void aLiveStreamHearsThemWithAGrantOfItsOwn() throws IOException {
        try (var granted = open("/topics/" + topic, OUT);
                var anonymous = open("/topics/" + topic);
                var other = open("/topics/" + topic, user)) {
            publish(topic + "?private=true", "private");
            publish(topic, "public");

            assertThat(data(granted, 2), contains("private", "public"));
            assertThat(data(anonymous, 1), contains("public"));
            assertThat(data(other, 1), contains("public"));
        }
    }

    @Test
    void aReplayHasThemWithAGrantOfItsOwn() throws IOException {
        publish(topic + "?private=true", "private");
        publish(topic, "public");
        try (var granted = open("/topics/" + topic + "?replay=all", OUT);
                var anonymous = open("/topics/" + topic + "?replay=all");
                var other = open("/topics/" + topic + "?replay=all", user)) {
            assertThat(data(granted, 2), contains("private", "public"));
            assertThat(data(anonymous, 1), contains("public"));
            assertThat(data(other, 1), contains("public"));
        }
    }

    @Test
    void theLatestIsTheLatestThatOneMayRead() throws IOException {
        publishBoth();
        try (var granted = open("/topics/" + topic + "?replay=latest", OUT);
                var anonymous = open("/topics/" + topic + "?replay=latest");
                var other = open("/topics/" + topic + "?replay=latest", user)) {
            assertThat(data(granted, 1), contains("private"));
            assertThat(data(anonymous, 1), contains("public"));
            assertThat(data(other, 1), contains("public"));
        }
    }

    @Test
    void noCacheKeepsThemForOthers() throws IOException {
        var answers = List.of(read("/topics/" + topic), read("/topics"), read("/caller"));

        for (var answer : answers) {
            assertThat(answer.headers().get("cache-control"), is("no-store"));
        }
    }

    @Test
    void historyHasThemWithAGrantOfItsOwn() throws IOException {
        publishBoth();

        assertThat(kept(OUT), contains("public", "private"));
        assertThat(kept(), contains("public"));
        assertThat(kept(user), contains("public"));
    }

    private List<String> kept(String... headers) throws IOException {
        return read("/topics/" + topic, headers).json().getList("events.data");
    }

    @Test
    void countsLeaveThemOutForOthers() throws IOException {
        publishBoth();
        publish(topic + "/secret?private=true", "private");

        assertThat(counts(OUT), is("[%1$s, %1$s/secret][2, 1]".formatted(topic)));
        assertThat(counts(), is("[%s][1]".formatted(topic)));
        assertThat(counts(user), is("[%s][1]".formatted(topic)));
    }

    private String counts(String... headers) throws IOException {
        var topics = read("/topics?prefix=" + topic, headers).json();
        return topics.getList("topics.topic") + "" + topics.getList("topics.events");
    }

    @Test
    void ratesLeaveThemOutForOthers() throws IOException {
        publish(topic, "public");
        for (int i = 0; i < 9; i++) {
            publish(topic + "?private=true", "private");
        }
        var deadline = Instant.now().plusSeconds(60);
        while (rate(OUT) <= 5 * rate()) {
            assertThat(
                    "private events are counted for their readers",
                    Instant.now().isBefore(deadline));
        }
        assertThat(rate(), is(lessThanOrEqualTo(0.1)));
        assertThat(rate(user), is(lessThanOrEqualTo(0.1)));
    }

    private double rate(String... headers) throws IOException {
        return read("/topics?rate=true&prefix=" + topic, headers).json().getDouble("topics[0].rate");
    }

    @Test
    void aBatchMayHoldThem() throws IOException {
        var lines = "{\"topic\":\"%1$s\",\"data\":\"1\",\"private\":true}\n{\"topic\":\"%1$s\",\"data\":\"2\"}\n";

        assertThat(
                post("/events", lines.formatted(topic), bearer(AccessTerms.PUBLISHER))
                        .status(),
                is(200));

        assertThat(kept(OUT), contains("1", "2"));
        assertThat(kept(), contains("2"));
    }

    /// Whoever gets an event sees all of its topics.
    @Test
    void aGrantForOneTopicOfAnEventIsEnough() throws IOException {
        var mine = "users/id/" + own + "/a";
        try (var granted = open("/topics/" + topic + "?envelope=true", user)) {
            publish(topic + "?private=true&topic=" + mine, "x");

            var envelope = JsonPath.from(granted.message().data());
            assertThat(envelope.getString("data"), is("x"));
            assertThat(envelope.getList("topics"), contains(topic, mine));
        }
        assertThat(kept(user), contains("x"));
        assertThat(kept().isEmpty(), is(true));
    }

    @Test
    void theyAreNothingToOthersThatAskWithTheirId() throws IOException {
        var before = publish(topic, "public");
        var secret = publish(topic + "?private=true", "private");

        for (var id : List.of(before, secret)) {
            var page = read("/topics/" + topic + "?after=" + id).json();
            assertThat(page.getList("events").isEmpty(), is(true));
            assertThat(page.getBoolean("gap"), is(false));
        }
    }
}
