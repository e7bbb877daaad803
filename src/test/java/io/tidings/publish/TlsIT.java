package io.tidings.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import io.tidings.Certificate;
import io.tidings.FreePort;
import io.tidings.PackagedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is published over TLS is kept as it was sent, in however many pieces it comes.
class TlsIT {
    @TempDir
    Path folder;

    @Test
    void bodiesOfEverySizeAreKeptWhole() throws Exception {
        assumeTrue(PackagedServer.isJar(), "TLS has to be built into a native binary");
        var keys = Certificate.in(folder);
        int port = FreePort.find();
        try (var _ = PackagedServer.start(
                        "tidings.log.engine=memory",
                        "tidings.auth.publish-tokens=secret",
                        "quarkus.http.ssl-port=" + port,
                        keys.fileSetting(),
                        keys.passwordSetting());
                var client = keys.client(HttpClient.Version.HTTP_1_1)) {
            for (int size : new int[] {1, 900, 1_025, 2_000, 30_000, 100_000, 1_000_000}) {
                var topic = URI.create("https://localhost:" + port + "/topics/size-" + size);
                var data = IntStream.range(0, size).mapToObj(i -> "" + i % 10).collect(Collectors.joining());
                var publish = HttpRequest.newBuilder(topic)
                        .header("Authorization", "Bearer secret")
                        .POST(BodyPublishers.ofString(data));
                assertThat(client.send(publish.build(), BodyHandlers.ofString()).statusCode(), is(200));

                var history = HttpRequest.newBuilder(topic).header("Accept", "application/json");
                var kept = JsonPath.from(
                        client.send(history.build(), BodyHandlers.ofString()).body());
                assertThat("of " + size, kept.getString("events[0].data").equals(data));
            }
        }
    }
}
