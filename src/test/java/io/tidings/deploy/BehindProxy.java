package io.tidings.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.Certificate;
import io.tidings.PackagedServer;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One hub, which the tests of [ProxyIT] put behind one proxy after the other. It sends no heartbeats, so
/// that nothing but an event moves a stream.
@Tag("slow")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class BehindProxy {
    /// The most streams of an address.
    static final int STREAMS = 40;

    @TempDir
    static Path files;

    static Certificate certificate;
    static PackagedServer hub;

    /// Goes to the hub itself.
    static HttpClient client;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.in(files);
        client = HttpClient.newHttpClient();
        hub = PackagedServer.start(
                "tidings.log.engine=memory",
                "tidings.auth.publish-tokens=secret",
                "tidings.subscribe.heartbeat=10m",
                "tidings.subscribe.max-streams-per-address=" + STREAMS,
                "quarkus.http.proxy.proxy-address-forwarding=true",
                "quarkus.http.proxy.allow-x-forwarded=true");
    }

    @AfterAll
    static void stop() {
        hub.close();
        client.close();
    }

    static Stream<Way> ways() {
        return Way.all();
    }

    /// Starts the proxy, or leaves the test out where it is not installed.
    RunningProxy start(Way way) throws Exception {
        assumeTrue(way.proxy().isInstalled(), way.proxy().advice());
        return RunningProxy.start(way.proxy(), folder, certificate, List.of(hub, hub));
    }
}
