package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import io.tidings.FreePort;
import io.tidings.StreamText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A stream has the same bytes in every form of connection: HTTP/1.1 where it has its channel for itself, HTTP/1.1 over
/// TLS, and HTTP/2. What is published over TLS is kept as it was sent, in however many pieces it comes.
class TlsIT extends TlsFixture {
    private static final String CURSOR = "id: \\d+-\\d+\nevent: tidings:cursor\ndata: \\{}\n\n";
    private static final String FAREWELL = "id: \\d+-\\d+\nevent: tidings:cursor\nretry: \\d{4}\ndata: \\{}\n\n";

    @ParameterizedTest
    @EnumSource
    void aStreamBeginsWithACommentAndTheCursorAndGoesOnWithEvents(Connection connection) throws Exception {
        try (var client = keys.client(connection.version);
                var stream = open(client, connection, "/topics/opening-" + connection)) {
            assertThat(stream.block(), matchesPattern(CURSOR));
            var id = publish(client, connection, "/topics/opening-" + connection);
            assertThat(stream.event(), is("id: " + id + "\ndata: x\n\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplayBeginsWithItsEventsAndWithoutAnyEndsWithTheCursor(Connection connection) throws Exception {
        try (var client = keys.client(connection.version)) {
            var id = publish(client, connection, "/topics/replay-" + connection);
            try (var stream = open(client, connection, "/topics/replay-" + connection + "?replay=all")) {
                assertThat(stream.block(), is("id: " + id + "\ndata: x\n\n"));
            }
            try (var stream = open(client, connection, "/topics/nothing?replay=all")) {
                assertThat(stream.block(), matchesPattern("(:\n)*" + CURSOR));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGapComesAfterTheCursorThatWasAskedFor(Connection connection) throws Exception {
        try (var client = keys.client(connection.version);
                var stream = open(client, connection, "/topics/gap?lastEventId=5-1")) {
            assertThat(stream.block(), is("id: 5-1\nevent: tidings:cursor\ndata: {}\n\n"));
            assertThat(stream.block(), matchesPattern("(:\n)*event: tidings:gap\ndata: .*\n\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeartbeatIsACommentOrTheCursorIfThatHasMoved(Connection connection) throws Exception {
        try (var client = keys.client(connection.version);
                var stream = open(client, connection, "/topics/quiet")) {
            stream.block();
            assertThat(stream.line(), is(":\n"));
            var id = publish(client, connection, "/topics/elsewhere");
            assertThat(
                    stream.block().replaceAll("^(:\n)*", ""),
                    is("id: " + id + "\nevent: tidings:cursor\ndata: {}\n\n"));
            assertThat(stream.line(), is(":\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamTooManyIsToldWhenToComeBack(Connection connection) throws Exception {
        try (var client = keys.client(connection.version)) {
            var streams = new ArrayList<StreamText>();
            var last = ask(client, connection, "/topics/many");
            while (last.line().equals(":\n") && streams.size() <= MAX_STREAMS) {
                streams.add(last);
                last = ask(client, connection, "/topics/many");
            }
            assertThat(last.rest(), matchesPattern("retry: [123]\\d{3}\n"));
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    /// The share of an address has room for the next, however the one before ended.
    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aStreamKnowsItsNameAndLeavesItsPlaceWhenItIsEnded(Connection connection) throws Exception {
        try (var client = keys.client(connection.version)) {
            for (int i = 0; i <= MAX_STREAMS; i++) {
                try (var stream = open(client, connection, "/topics/ended?control=true")) {
                    var told = stream.block();
                    assertThat(told, startsWith("event: tidings:stream\n"));
                    var name = JsonPath.from(told.substring(told.indexOf('{'))).getString("stream");
                    var end = HttpRequest.newBuilder(at(connection, "/streams/" + name))
                            .DELETE();
                    assertThat(
                            client.send(end.build(), BodyHandlers.discarding()).statusCode(), is(204));
                    assertThat(stream.rest(), matchesPattern("(?s).*" + FAREWELL));
                }
            }
        }
    }

    @Test
    void theLastWordsOfAHubAreTheCursorAndWhenToComeBack() throws Exception {
        int own = FreePort.find();
        var streams = new ArrayList<StreamText>();
        try (var draining = startAt(own)) {
            for (var connection : Connection.values()) {
                var root = connection == Connection.PLAIN ? draining.at("/") : URI.create("https://localhost:" + own);
                var stream = get(keys.client(connection.version), root.resolve("/topics/drained"));
                stream.block();
                streams.add(stream);
            }
            draining.process().toHandle().destroy();
            for (var stream : streams) {
                assertThat(stream.rest(), matchesPattern(FAREWELL));
            }
        }
    }

    @Test
    void bodiesOfEverySizeAreKeptWhole() throws Exception {
        try (var client = keys.client(HttpClient.Version.HTTP_1_1)) {
            for (int size : new int[] {1, 900, 1_025, 2_000, 30_000, 100_000, 1_000_000}) {
                var path = "/topics/size-" + size;
                var data = IntStream.range(0, size).mapToObj(i -> "" + i % 10).collect(Collectors.joining());
                publish(client, Connection.TLS, path, data);

                var history = HttpRequest.newBuilder(at(Connection.TLS, path)).header("Accept", "application/json");
                var kept = JsonPath.from(
                        client.send(history.build(), BodyHandlers.ofString()).body());
                assertThat("of " + size, kept.getString("events[0].data").equals(data));
            }
        }
    }
}
