package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidings.Certificate;
import io.tidings.PackagedServer;
import io.tidings.log.redis.RedisServer;
import io.tidings.log.redis.WithRedis;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two replicas behind every proxy at once, of which one ends while events are published through the proxies.
/// Clients that give up at any status but 200, as an EventSource does, go on at the other one.
@Tag("slow")
@WithRedis
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplicaBehindProxyIT {
    private static final int STREAMS = 4;
    private static final int EVENTS = 100;

    @TempDir
    Path folder;

    private final List<String> published = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "killed"})
    void clientsGoOnAtTheOtherReplicaAndMissNothing(String end) throws Exception {
        var certificate = Certificate.in(folder);
        try (var client = HttpClient.newHttpClient();
                var redis = RedisServer.start(folder.resolve("redis"));
                var ending = replica(redis);
                var other = replica(redis);
                var proxies = RunningProxies.start(folder, certificate, ending, other)) {
            proxies.listen("/topics/news", STREAMS);
            publish(client, proxies.all(), EVENTS);

            if (end.equals("stopped")) {
                ending.process().toHandle().destroy();
            } else {
                ending.process().toHandle().destroyForcibly();
            }
            while (ending.process().isAlive()) {
                publish(client, proxies.all(), 1);
            }
            publish(client, proxies.all(), EVENTS);

            for (var listener : proxies.listeners()) {
                listener.await(published.getLast());
                assertThat(listener.toString(), news(listener), is(published));
            }
            for (var moved : proxies.mostStreams().entrySet()) {
                assertThat("streams of a client of " + moved.getKey(), moved.getValue(), greaterThan(1));
            }
        }
    }

    /// Through each proxy in turn, the next only when this one is acknowledged.
    private void publish(HttpClient client, List<RunningProxy> proxies, int events) throws InterruptedException {
        for (int i = 0; i < events; i++) {
            var data = "news " + published.size();
            var proxy = proxies.get(published.size() % proxies.size());
            var publication = new Publication(proxy.at("/topics/news"), data);
            while (!isTaken(publication, client)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            published.add(data);
        }
    }

    private static boolean isTaken(Publication publication, HttpClient client) throws InterruptedException {
        try {
            return publication.send(client).isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    private static List<String> news(Listener listener) {
        return listener.events().stream().map(Listener.Received::data).toList();
    }

    private static PackagedServer replica(RedisServer redis) throws IOException {
        return PackagedServer.start(
                "tidings.log.engine=redis", "quarkus.redis.hosts=" + redis.uri(), "tidings.auth.publish-tokens=secret");
    }
}
