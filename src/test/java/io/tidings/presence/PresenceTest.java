package io.tidings.presence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is present on a topic, and who may know.
@QuarkusTest
@TestProfile(PresenceTest.WithPresence.class)
class PresenceTest extends HubFixture {
    private static final String ANN = "Authorization: Bearer token-of-ann";
    private static final String BOB = "Authorization: Bearer token-of-bob";
    private static final String NAMELESS = "Authorization: Bearer token-without-name";
    private static final String STRANGER = "Authorization: Bearer token-of-a-stranger";

    /// Tokens with names, and one without; anyone may hear `chat/open/**`.
    public static class WithPresence implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("tidings.presence.topics", "chat/**"),
                    Map.entry("tidings.presence.grace", "1s"),
                    Map.entry("tidings.auth.anonymous.subscribe", "chat/open/**"),
                    Map.entry("tidings.auth.publish-tokens", "token-that-publishes"),
                    Map.entry("tidings.auth.subscribe-tokens", "token-without-name"),
                    Map.entry("tidings.auth.tokens.ann.secret", "token-of-ann"),
                    Map.entry("tidings.auth.tokens.ann.subscribe", "chat/**"),
                    Map.entry("tidings.auth.tokens.bob.secret", "token-of-bob"),
                    Map.entry("tidings.auth.tokens.bob.subscribe", "chat/**,news"),
                    Map.entry("tidings.auth.tokens.stranger.secret", "token-of-a-stranger"),
                    Map.entry("tidings.auth.tokens.stranger.subscribe", "other/**"));
        }
    }

    /// With presence, of this test alone.
    private String room;

    @BeforeEach
    void chooseRoom() {
        room = "chat/open/" + UUID.randomUUID();
    }

    private RawResponse listen(String topics, String... headers) throws IOException {
        var stream = RawResponse.of("GET", root.resolve("/events?" + topics), headers);
        assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
        stream.block();
        return stream;
    }

    private JsonPath presence(String query, String... headers) throws IOException {
        try (var response = RawResponse.of("GET", root.resolve("/presence/" + room + query), headers)) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            return JsonPath.from(response.body());
        }
    }

    /// The hub counts a moment after a stream has opened.
    private JsonPath await(Predicate<JsonPath> condition, String... headers) throws IOException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        var presence = presence("", headers);
        while (!condition.test(presence)) {
            assertThat("in vain: " + presence.prettify(), System.nanoTime() - deadline < 0);
            presence = presence("", headers);
        }
        return presence;
    }

    private String told(RawResponse stream) throws IOException {
        var message = stream.message();
        var data = JsonPath.from(message.data());
        assertThat(data.getString("topic"), is(room));
        assertThat(data.getString("issuer"), is(nullValue()));
        return message.type() + " " + data.getString("subject");
    }

    @Test
    void subjectsJoinAndLeaveOnceWhateverTheirStreams() throws IOException {
        try (var witness = listen("topic=tidings/presence/" + room, BOB)) {
            try (var _ = listen("topic=" + room, BOB)) {
                assertThat(told(witness), is("tidings:joined bob"));
                try (var _ = listen("topic=" + room, ANN);
                        var _ = listen("topic=" + room + "&topic=chat/*", ANN);
                        var _ = listen("topic=" + room, NAMELESS)) {
                    var present = await(found -> found.getInt("streams") == 4, BOB);
                    assertThat(present.getString("topic"), is(room));
                    assertThat(present.getList("subjects.subject"), is(List.of("ann", "bob")));
                    assertThat(present.getList("subjects.streams"), is(List.of(2, 1)));
                }
                assertThat(told(witness), is("tidings:joined ann"));
                assertThat(told(witness), is("tidings:left ann"));
            }
            assertThat(told(witness), is("tidings:left bob"));
        }
        await(found -> found.getInt("streams") == 0 && found.getList("subjects").isEmpty(), BOB);
    }

    @Test
    void whoJoinedAndLeftIsReplayed() throws IOException {
        listen("topic=" + room, ANN).close();
        try (var witness =
                RawResponse.of("GET", root.resolve("/topics/tidings/presence/" + room + "?replay=all"), BOB)) {
            assertThat(told(witness), is("tidings:joined ann"));
            assertThat(told(witness), is("tidings:left ann"));
        }
    }

    @Test
    void aPatternThatCoversATopicIsNoPresenceInIt() throws IOException {
        try (var _ = listen("topic=chat/open/*", ANN);
                var _ = listen("topic=" + room, NAMELESS)) {
            var present = await(found -> found.getInt("streams") == 1, BOB);
            assertThat(present.getList("subjects").isEmpty(), is(true));
        }
    }

    @Test
    void presenceIsPagedByLinks() throws IOException {
        try (var _ = listen("topic=" + room, ANN);
                var _ = listen("topic=" + room, BOB)) {
            await(found -> found.getList("subjects").size() == 2, BOB);
            var page = presence("?limit=1", ANN);
            assertThat(page.getList("subjects.subject"), is(List.of("ann")));
            try (var response = RawResponse.of("GET", root.resolve(page.getString("next")), ANN)) {
                var last = JsonPath.from(response.body());
                assertThat(last.getList("subjects.subject"), is(List.of("bob")));
                assertThat(last.getString("next"), is(nullValue()));
            }
        }
    }

    @Test
    void withoutATokenOneLearnsTheNumberOfStreamsAlone() throws IOException {
        try (var _ = listen("topic=" + room, ANN);
                var _ = listen("topic=" + room)) {
            var present = await(found -> found.getInt("streams") == 2);
            assertThat(present.getList("subjects").isEmpty(), is(true));
            assertThat(present.getString("next"), is(nullValue()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/presence/chat/secret,                            , 401 unauthenticated",
        "/presence/chat/secret,                   STRANGER , 403 forbidden",
        "/presence/news,                          BOB      , 404 no-presence",
        "/presence/news,                          ANN      , 403 forbidden",
        "/presence/chat/*,                        ANN      , 400 invalid-topic",
        "/presence/chat/a?limit=0,                ANN      , 400 invalid-limit",
        "/presence/tidings/presence/chat/a,       ANN      , 404 no-presence",
        "/topics/tidings/presence/chat/secret,             , 401 unauthenticated",
        "/topics/tidings/presence/chat/open/a,             , 401 unauthenticated",
        "/topics/tidings/presence/chat/secret,    STRANGER , 403 forbidden",
        "/topics/tidings/presence/*,              ANN      , 403 forbidden",
        "/topics/tidings/presence/chat/**,        NAMELESS , 403 forbidden",
    })
    void badRequestsAreRefused(String path, String token, String problem) throws IOException {
        for (var accept : List.of("Accept: application/json", "Accept: text/event-stream")) {
            try (var response = RawResponse.of("GET", root.resolve(path), accept, header(token))) {
                var body = JsonPath.from(response.body());
                assertThat(body.getInt("status") + " " + body.getString("type"), is(problem));
            }
        }
    }

    @Test
    void aTopicWithoutPresenceNamesTheSetting() throws IOException {
        try (var response = RawResponse.of("GET", root.resolve("/presence/news"), BOB)) {
            assertThat(response.body(), containsString("tidings.presence.topics"));
        }
    }

    @Test
    void nobodyPublishesOrDropsWhoIsPresent() throws IOException {
        var publisher = "Authorization: Bearer token-that-publishes";
        var target = root.resolve("/topics/tidings/presence/" + room);
        try (var response = RawResponse.post(target, "{}", publisher)) {
            assertThat(response.statusLine(), is("HTTP/1.1 400 Bad Request"));
        }
        try (var response = RawResponse.post(root.resolve("/topics/" + room + "?type=tidings:left"), "{}", publisher)) {
            assertThat(response.statusLine(), is("HTTP/1.1 400 Bad Request"));
        }
        try (var response = RawResponse.of("DELETE", target, publisher)) {
            assertThat(response.statusLine(), is("HTTP/1.1 403 Forbidden"));
        }
    }

    @Test
    void theListOfTopicsHasNoneOfPresence() throws IOException {
        try (var witness = listen("topic=tidings/presence/" + room, BOB);
                var _ = listen("topic=" + room, ANN)) {
            assertThat(told(witness), is("tidings:joined ann"));
        }
        for (var header : List.of(ANN, NAMELESS, "X-None: 1")) {
            try (var response = RawResponse.of("GET", root.resolve("/topics?prefix=tidings"), header)) {
                assertThat(JsonPath.from(response.body()).getList("topics").isEmpty(), is(true));
            }
        }
    }

    private static String header(String token) {
        return switch (token == null ? "" : token) {
            case "ANN" -> ANN;
            case "BOB" -> BOB;
            case "NAMELESS" -> NAMELESS;
            case "STRANGER" -> STRANGER;
            default -> "X-None: 1";
        };
    }
}
