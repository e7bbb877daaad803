package io.tidings.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.net.HostName;
import io.tidings.server.JsonAnswer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Answers `GET /q/info` with what runs here. Anyone may ask, so nothing of the machine is in it but the name of the
/// node.
class InfoRoute {
    final RunningHub hub;

    InfoRoute(
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "tidings.log.engine", defaultValue = "sqlite") String engine,
            @ConfigProperty(name = "tidings.demo.feeds", defaultValue = "false") boolean demoFeeds,
            NodeConfig node) {
        this.hub = new RunningHub(
                version,
                Commit.ofThisBuild().orElse(null),
                engine.toLowerCase(Locale.ROOT),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                node.name().orElseGet(HostName::getQualifiedHostName),
                demoFeeds);
    }

    /// The commit is null in a build of sources without a repository. Started is when the hub began to take requests.
    /// The page reads from demoFeeds whether its example feeds are published here.
    @RegisterForReflection
    record RunningHub(
            String version, @Nullable String commit, String engine, String started, String node, boolean demoFeeds) {}

    void route(@Observes Router router) {
        router.get("/q/info").handler(this::answer);
        router.head("/q/info").handler(this::answer);
    }

    private void answer(RoutingContext request) {
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        JsonAnswer.send(request, hub);
    }
}
