package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A server that is asked over HTTP/1.1 with and without TLS, and over HTTP/2.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TlsFixture {
    static final int MAX_STREAMS = 12;

    Certificate keys;
    private PackagedServer server;
    private int port;

    enum Connection {
        PLAIN(HttpClient.Version.HTTP_1_1),
        TLS(HttpClient.Version.HTTP_1_1),
        HTTP_2(HttpClient.Version.HTTP_2);

        final HttpClient.Version version;

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

    PackagedServer startAt(int tlsPort, String... settings) throws IOException {
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

    String publish(HttpClient client, Connection connection, String path) throws Exception {
        return publish(client, connection, path, "x");
    }

    String publish(HttpClient client, Connection connection, String path, String data) throws Exception {
        var request = HttpRequest.newBuilder(at(connection, path))
                .header("Authorization", "Bearer secret")
                .POST(BodyPublishers.ofString(data));
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode(), is(200));
        return JsonPath.from(answer.body()).getString("id");
    }

    /// A stream after its first comment. One of an earlier test may not be over yet for the hub.
    StreamText open(HttpClient client, Connection connection, String path) throws Exception {
        var stream = ask(client, connection, path);
        while (!stream.line().equals(":\n")) {
            stream.close();
            stream = ask(client, connection, path);
        }
        return stream;
    }

    StreamText ask(HttpClient client, Connection connection, String path) throws Exception {
        return get(client, at(connection, path));
    }

    static StreamText get(HttpClient client, URI uri) throws Exception {
        var request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        var answer = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode(), is(200));
        assertThat(answer.headers().firstValue("Content-Type").orElse(""), startsWith("text/event-stream"));
        return new StreamText(answer.body());
    }

    URI at(Connection connection, String path) {
        return connection == Connection.PLAIN ? server.at(path) : URI.create("https://localhost:" + port + path);
    }
}
