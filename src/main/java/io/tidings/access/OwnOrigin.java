package io.tidings.access;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which pages may change something with a cookie, which a browser sends along with the requests of any page:
/// those of the hub itself, and those of the origins that may use it.
@ApplicationScoped
class OwnOrigin {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Optional<Origin> publicOrigin;
    private final Set<Origin> listed;

    OwnOrigin(PublicConfig config, CorsConfig cors) {
        this.publicOrigin = config.url().flatMap(url -> Origin.of(url.toString()));
        this.listed = cors.origins().orElse(List.of()).stream()
                .flatMap(origin -> Origin.of(origin.strip()).stream())
                .collect(Collectors.toSet());
    }

    /// Throws if a request that a cookie authorizes may come from a page that is none of these.
    void check(HttpServerRequest request) {
        if (READING.contains(request.method())) {
            return;
        }
        var origin = origin(request);
        if (origin.isEmpty() || !(listed.contains(origin.get()) || origin.equals(own(request)))) {
            throw new RefusedException(
                    Refusal.FOREIGN_ORIGIN,
                    "A request with a cookie may change something only from a page of the hub itself"
                            + " (tidings.public-url) or of tidings.cors.origins: send its Origin, or a token as"
                            + " 'Authorization: Bearer TOKEN'.");
        }
    }

    /// Of the page that makes the request. Some browsers send a `Referer` alone.
    private static Optional<Origin> origin(HttpServerRequest request) {
        var origins = request.headers().getAll(HttpHeaders.ORIGIN);
        if (origins.isEmpty()) {
            return Optional.ofNullable(request.getHeader(HttpHeaders.REFERER)).flatMap(Origin::of);
        }
        return origins.size() == 1 ? Origin.of(origins.getFirst()) : Optional.empty();
    }

    private Optional<Origin> own(HttpServerRequest request) {
        return publicOrigin.or(() -> Optional.ofNullable(request.authority())
                .flatMap(authority -> Origin.of(request.scheme() + "://" + authority)));
    }
}
