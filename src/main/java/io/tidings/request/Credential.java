package io.tidings.request;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The token that a request shows: in its `Authorization` header (RFC 6750, section 2.1), or else in a
/// cookie, since an `EventSource` sets no headers.
public record Credential(String token, boolean isCookie) {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer)(?: +(\\S+))? *");
    private static final Pattern BEARER_SCHEME = Pattern.compile("(?is:bearer(?:\\s.*)?)");

    /// Only the hub's own host can set a cookie of such a name (RFC 6265bis, 4.1.3.2), so it comes first.
    private static final String HOST_PREFIX = "__Host-";

    /// None if the request shows none, or a header of another scheme. Throws a [RefusedException] if it is
    /// not clear which token it shows. The name is that of the cookie, without its prefix.
    public static Optional<Credential> in(HttpServerRequest request, String cookie) {
        var headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return headers.isEmpty() ? inCookies(request, cookie) : inHeader(headers);
    }

    private static Optional<Credential> inHeader(List<String> headers) {
        if (headers.size() > 1) {
            throw ambiguous("There are several Authorization headers: send one.");
        }
        var header = headers.getFirst().strip();
        if (!BEARER_SCHEME.matcher(header).matches()) {
            return Optional.empty();
        }
        var form = BEARER.matcher(header);
        if (!form.matches() || form.group(1) == null) {
            throw ambiguous("The Authorization header is not 'Bearer TOKEN' with one token: write it so.");
        }
        return Optional.of(new Credential(form.group(1), false));
    }

    private static Optional<Credential> inCookies(HttpServerRequest request, String name) {
        var cookies = request.headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .toList();
        return value(cookies, HOST_PREFIX + name)
                .or(() -> value(cookies, name))
                .filter(token -> !token.isEmpty())
                .map(token -> new Credential(token, true));
    }

    /// The rest of what begins with exactly this name (RFC 6265, 4.2.1). Libraries pass over what is
    /// not well-formed, and a credential must not be overlooked, or be found in a cookie of another
    /// name.
    private static Optional<String> value(List<String> cookies, String name) {
        var start = name + "=";
        var values = cookies.stream()
                .filter(cookie -> cookie.startsWith(start))
                .map(cookie -> unquoted(cookie.substring(start.length())))
                .distinct()
                .toList();
        if (values.size() > 1) {
            throw ambiguous("There are several cookies " + name + " with different values: delete all but one.");
        }
        return values.stream().findFirst();
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    private static RefusedException ambiguous(String message) {
        return new RefusedException(Refusal.AMBIGUOUS_CREDENTIAL, message);
    }

    /// Without the token, so that no log has it.
    @Override
    public String toString() {
        return isCookie ? "a token in a cookie" : "a token in a header";
    }
}
