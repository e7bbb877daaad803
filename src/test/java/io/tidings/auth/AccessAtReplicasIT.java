package io.tidings.auth;

import io.tidings.PackagedServer;
import io.tidings.auth.AccessFixture.Hub;
import io.tidings.log.redis.RedisServer;
import io.tidings.log.redis.WithRedis;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas on one Redis: one is published to, and the other subscribed to.
@Tag("slow")
@WithRedis
class AccessAtReplicasIT extends AccessContract {
    @TempDir
    static Path folder;

    @AutoClose
    private static RedisServer redis;

    @AutoClose
    private static AccessTerms terms;

    @AutoClose
    private static PackagedServer one;

    @AutoClose
    private static PackagedServer other;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start(folder);
        terms = AccessTerms.in(folder);
        var settings = terms.settings();
        settings.put("tidings.log.engine", "redis");
        settings.put("quarkus.redis.hosts", redis.uri());
        one = PackagedServer.start(AccessTerms.properties(settings));
        other = PackagedServer.start(AccessTerms.properties(settings));
    }

    @AfterAll
    static void noTokenIsLogged() {
        Shown.assertNoneIsLogged(one);
        Shown.assertNoneIsLogged(other);
    }

    @Override
    Hub hub() {
        return new Hub(terms.provider().issuer(), one.at("/"), other.at("/"));
    }
}
