package io.tidings.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Refuses a body that says it is too large before any of it is read. Quarkus would too, but without saying why; it
/// still does where a body does not say how large it is.
class BodyLimit {
    private static final int BEFORE_THAT_OF_QUARKUS = -3;

    private final long limit;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    void route(@Observes Router router) {
        router.post().order(BEFORE_THAT_OF_QUARKUS).handler(this::check);
    }

    private void check(RoutingContext request) {
        if (length(request) > limit) {
            ProblemRoute.answer(Problem.of(Status.REQUEST_ENTITY_TOO_LARGE), request);
        } else {
            request.next();
        }
    }

    /// The HTTP codec has checked that it is a number.
    private static long length(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader(HttpHeaders.CONTENT_LENGTH))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
