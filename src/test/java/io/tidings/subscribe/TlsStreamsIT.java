package io.tidings.subscribe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import io.tidings.Certificate;
import io.tidings.FreePort;
import io.tidings.PackagedServer;
import io.tidings.StreamText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A stream has the same bytes in every form of connection: HTTP/1.1 where it has its channel for itself,
/// HTTP/1.1 over TLS, and HTTP/2.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsStreamsIT {
    private static final String CURSOR = "id: \\d+-\\d+\nevent: tidings:cursor\ndata: \\{}\n\n";
    private static final String FAREWELL = "id: \\d+-\\d+\nevent: tidings:cursor\nretry: \\d{4}\ndata: \\{}\n\n";
    private static final int MAX_STREAMS = 12;

    private Certificate keys;
    private PackagedServer server;
    private int port;

    enum Connection {
        PLAIN(HttpClient.Version.HTTP_1_1),
        TLS(HttpClient.Version.HTTP_1_1),
        HTTP_2(HttpClient.Version.HTTP_2);

        private final HttpClient.Version version;

        Connection(HttpClient.Version version) {
            this.version = version;
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        assumeTrue(PackagedServer.isJar(), "TLS has to be built into a native binary");
        keys = Certificate.in(folder);
        port = FreePort.find();
        server = startAt(port, "tidings.subscribe.heartbeat=300ms");
    }

    private PackagedServer startAt(int tlsPort, String... settings) throws IOException {
        var all = new ArrayList<String>(List.of(settings));
        all.add("tidings.log.engine=memory");
        all.add("tidings.auth.publish-tokens=secret");
        all.add("tidings.drain.delay=0s");
        all.add("tidings.subscribe.max-streams-per-address=" + MAX_STREAMS);
        all.add("quarkus.http.ssl-port=" + tlsPort);
        all.add(keys.fileSetting());
        all.add(keys.passwordSetting());
        return PackagedServer.start(all.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

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

    private String publish(HttpClient client, Connection connection, String path) throws Exception {
        var request = HttpRequest.newBuilder(at(connection, path))
                .header("Authorization", "Bearer secret")
                .POST(BodyPublishers.ofString("x"));
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode(), is(200));
        return JsonPath.from(answer.body()).getString("id");
    }

    /// A stream after its first comment. One of an earlier test may not be over yet for the hub.
    private StreamText open(HttpClient client, Connection connection, String path) throws Exception {
        var stream = ask(client, connection, path);
        while (!stream.line().equals(":\n")) {
            stream.close();
            stream = ask(client, connection, path);
        }
        return stream;
    }

    private StreamText ask(HttpClient client, Connection connection, String path) throws Exception {
        return get(client, at(connection, path));
    }

    private static StreamText get(HttpClient client, URI uri) throws Exception {
        var request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        var answer = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode(), is(200));
        assertThat(answer.headers().firstValue("Content-Type").orElse(""), startsWith("text/event-stream"));
        return new StreamText(answer.body());
    }

    private URI at(Connection connection, String path) {
        return connection == Connection.PLAIN ? server.at(path) : URI.create("https://localhost:" + port + path);
    }
}
