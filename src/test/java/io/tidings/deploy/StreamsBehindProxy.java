package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.control.SignedToken;
import io.tidings.log.redis.RedisServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas on a Redis behind HAProxy, new ones for each test. Their clients know the proxy alone, and do
/// not choose which replica they ask.
@Tag("slow")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
abstract class StreamsBehindProxy {
    static final Set<String> BOTH = Set.of("one", "two");

    @TempDir
    Path folder;

    RedisServer redis;
    ReplicatedHub hub;
    private int hubs;

    static String token(String subject) {
        return SignedToken.of(subject, Duration.ofHours(1), "chat/**", "orders/**");
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Proxy.HAPROXY.isInstalled(), Proxy.HAPROXY.advice());
        redis = RedisServer.start(folder.resolve("redis"));
        startHub();
    }

    void startHub() throws Exception {
        hub = ReplicatedHub.start(redis, folder.resolve("hub" + hubs++));
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    static String type(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getString("type");
    }

    JsonObject list(String path) throws Exception {
        var answer = hub.send("GET", path, ReplicatedHub.OPERATOR);
        assertThat(answer.body(), answer.statusCode(), is(200));
        return new JsonObject(answer.body());
    }
}
