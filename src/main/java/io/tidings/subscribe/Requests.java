package io.tidings.subscribe;

import io.tidings.auth.BearerToken;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import io.tidings.server.TopicPath;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What streams and history read from a request in the same way.
final class Requests {
    private static final String TOKEN_COOKIE = "tidings_token";

    private Requests() {}

    /// Selects by the pattern in the rest of the path, or else by those in the query.
    static Selection selection(RoutingContext request, int most) {
        var texts = TopicPath.of(request).map(List::of).orElseGet(() -> request.queryParam("topic"));
        if (texts.isEmpty()) {
            throw new InvalidEventException(
                    Part.PATTERN, "There is none: name at least one, as in /events?topic=news.");
        }
        if (texts.size() > most) {
            throw new InvalidEventException(
                    Part.PATTERN, "There are more than " + most + ": use wildcards, or several streams.");
        }
        var wanted = texts.stream().<TopicMatcher>map(TopicPattern::parse).toList();
        return Selection.of(new Patterns(wanted));
    }

    /// Of the client. One that a proxy has forwarded need not be a number (RFC 7239, section 6).
    static String address(RoutingContext request) {
        var address = request.request().remoteAddress();
        return Objects.requireNonNullElse(address.hostAddress(), String.valueOf(address.host()));
    }

    /// From the header; or from a cookie, since an EventSource sets no headers.
    static Optional<String> token(RoutingContext request) {
        var header = BearerToken.in(Optional.ofNullable(request.request().getHeader(HttpHeaders.AUTHORIZATION)));
        return header.or(() ->
                Optional.ofNullable(request.request().getCookie(TOKEN_COOKIE)).map(Cookie::getValue));
    }
}
