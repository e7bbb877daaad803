package io.tidings.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Lets the pages of the named origins use the hub (WHATWG Fetch, 3.3). What others send is answered without
/// a word of CORS, and their browsers keep it from them.
class CorsRoute {
    static final String ANY = "*";

    /// Before the routes that refuse something: a page reads why, too.
    private static final int BEFORE_THE_ROUTES = -100;

    private static final String PATHS = "/(?:topics|events|caller)(?:/.*)?";
    private static final int MAX_AGE = (int) Duration.ofHours(2).toSeconds();

    private final List<String> origins;

    CorsRoute(CorsConfig config) {
        this.origins =
                config.origins().orElse(List.of()).stream().map(String::strip).toList();
    }

    void route(@Observes Router router) {
        if (!origins.isEmpty()) {
            var cors = handler();
            router.routeWithRegex(PATHS).order(BEFORE_THE_ROUTES).handler(request -> handle(request, cors));
        }
    }

    private CorsHandler handler() {
        boolean isAny = origins.contains(ANY);
        return CorsHandler.create()
                .addOrigins(origins)
                .allowCredentials(!isAny)
                .allowedMethods(
                        Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .allowedHeaders(
                        Set.of("Authorization", "Content-Type", "Last-Event-ID", "Cache-Control", "Idempotency-Key"))
                .exposedHeaders(Set.of("Link", "Retry-After", "WWW-Authenticate"))
                .maxAgeSeconds(MAX_AGE);
    }

    /// The library would refuse the pages of the hub itself, which send their origin as well.
    private void handle(RoutingContext request, CorsHandler cors) {
        var origin = request.request().getHeader(HttpHeaders.ORIGIN);
        if (origins.contains(ANY) || origins.contains(origin)) {
            cors.handle(request);
        } else {
            request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            request.next();
        }
    }
}
