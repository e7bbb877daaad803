package io.tidings.ops;

import io.tidings.memory.ClientShares;
import io.tidings.server.HeldAnswer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Answers `GET /q/openapi` with the description of the API, to anyone, as it is in the sources. It is written by hand,
/// for nearly all routes are Vert.x routes, which no annotation describes. `ApiRoutesTest`, `ApiProblemsTest` and
/// `ApiExamplesTest` compare it with the routes, the types of problems, and the answers of a running hub; the examples
/// of an error response are named after the problem types that it may have. The extension `quarkus-smallrye-openapi`
/// would make a model of it at each start: 17 MB more of resident memory on the JVM.
class ApiRoute {
    private static final String FILE = "META-INF/openapi.yaml";

    private final ClientShares shares;
    private final byte[] description = read();

    ApiRoute(ClientShares shares) {
        this.shares = shares;
    }

    void route(@Observes Router router) {
        router.get("/q/openapi").handler(this::answer);
        router.head("/q/openapi").handler(this::answer);
    }

    private void answer(RoutingContext request) {
        HeldAnswer.send(request, shares, "application/yaml", description);
    }

    private static byte[] read() {
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            return Objects.requireNonNull(file, FILE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
