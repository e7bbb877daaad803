package io.tidings.request;

import io.tidings.auth.BearerToken;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// The token that a request shows.
public final class Credential {
    private static final String COOKIE = "tidings_token";

    private Credential() {}

    /// From the `Authorization` header.
    public static Optional<String> inHeader(HttpServerRequest request) {
        return BearerToken.in(Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)));
    }

    /// From the header, or else from a cookie, since an `EventSource` sets no headers.
    public static Optional<String> inHeaderOrCookie(HttpServerRequest request) {
        return inHeader(request)
                .or(() -> Optional.ofNullable(request.getCookie(COOKIE)).map(Cookie::getValue));
    }
}
