package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.Certificate;
import io.tidings.PackagedServer;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A quiet stream stays open through every proxy at once, for longer than the minute of silence after which a
/// proxy takes either side for gone.
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IdleProxyIT {
    private static final int SECONDS = 65;

    @TempDir
    Path folder;

    @Test
    void aQuietStreamStaysOpen() throws Exception {
        var certificate = Certificate.in(folder);
        try (var client = HttpClient.newHttpClient();
                var hub = PackagedServer.start("tidings.log.engine=memory", "tidings.auth.publish-tokens=secret");
                var proxies = RunningProxies.start(folder, certificate, hub, hub)) {
            proxies.listen("/topics/quiet", 1);
            TimeUnit.SECONDS.sleep(SECONDS);
            Publication.of(client, hub.at("/topics/quiet"), "at last");
            for (var listener : proxies.listeners()) {
                listener.await("at last");
                assertThat("streams of " + listener, listener.streams(), is(1));
            }
        }
    }
}
