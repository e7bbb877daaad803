package io.tidings.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes of what clients send as a URL one that RFC 3986 allows: `/topics/{x}`, or a raw `é`, is the topic that it
/// looks like. Quarkus would answer such a request with an empty 400, and does so before any route; so a URL that is
/// beyond repair is marked, and refused by a route before all that read it.
class RequestTarget {
    /// The order of the first route of all.
    static final int FIRST = Integer.MIN_VALUE;

    /// U+FFFD, which no topic may have.
    private static final String UNDECODABLE = "%EF%BF%BD";

    private static final String NOT_ALLOWED = " \"#<>[\\]^`{|}";
    private static final Pattern SCHEME_AND_AUTHORITY = Pattern.compile("(?i)^https?://[^/?#]*");
    private static final Pattern SLASHES = Pattern.compile("^/+");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final ProblemAnswers problems;

    RequestTarget(ProblemAnswers problems) {
        this.problems = problems;
    }

    void route(@Observes Router router) {
        router.route().order(FIRST + 1).handler(this::refuseUndecodable);
    }

    private void refuseUndecodable(RoutingContext request) {
        var target = request.request().uri();
        if (target.indexOf('%') >= 0 && target.toUpperCase(Locale.ROOT).contains(UNDECODABLE)) {
            problems.answer(
                    Problem.of(
                            Status.BAD_REQUEST,
                            "The URL cannot be decoded: begin its path with a slash, let two hexadecimal digits follow"
                                    + " each %, and write %25 for a percent sign."),
                    request);
        } else {
            request.next();
        }
    }

    /// The same target without scheme and authority, which a client may put before the path, and with all escaped that
    /// has to be. The codec has made a character of each byte. `*` stays as it is.
    static String sound(String target) {
        return isSound(target) ? target : repaired(target);
    }

    private static boolean isSound(String target) {
        if (!target.startsWith("/") || target.startsWith("//")) {
            return target.equals("*");
        }
        for (int i = 0; i < target.length(); i++) {
            char character = target.charAt(i);
            if (isNotAllowed(character) || (character == '%' && !isEscape(target, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNotAllowed(int character) {
        return character <= ' ' || character > '~' || NOT_ALLOWED.indexOf(character) >= 0;
    }

    private static boolean isEscape(String target, int percent) {
        return percent + 2 < target.length()
                && HexFormat.isHexDigit(target.charAt(percent + 1))
                && HexFormat.isHexDigit(target.charAt(percent + 2));
    }

    private static String repaired(String target) {
        var path = SCHEME_AND_AUTHORITY.matcher(target).replaceFirst("");
        boolean isPath = path.startsWith("/") || path.length() < target.length();
        boolean isDecodable = isPath && !BROKEN_ESCAPE.matcher(path).find();
        return "/" + SLASHES.matcher(isDecodable ? encoded(path) : UNDECODABLE).replaceFirst("");
    }

    private static String encoded(String path) {
        var encoded = new StringBuilder(path.length() + 16);
        for (byte octet : path.getBytes(StandardCharsets.ISO_8859_1)) {
            if (isNotAllowed(Byte.toUnsignedInt(octet))) {
                encoded.append('%').append(HEX.toHexDigits(octet));
            } else {
                encoded.append((char) octet);
            }
        }
        return encoded.toString();
    }
}
