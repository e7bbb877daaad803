package io.tidings.server;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import java.util.Iterator;
import java.util.Map;

/// What the head of a request becomes on the heap, in bytes: objects for the request and each of its lines, twice its
/// text, and the objects that a parser makes for each part of a query, a list or a cookie.
///
/// @param lines headers, pseudo-headers of HTTP/2 among them
/// @param parts what `&`, `;` and `,` end
/// @param preferences the most parts of a header such as `Accept` or `Accept-Language`
record HeadWeight(int octets, int lines, int parts, int preferences) {
    /// More than any browser sends.
    static final int MAX_LINES = 256;

    /// Ten times those of a long query, or of a crowd of cookies.
    static final int MAX_PARTS = 1_000;

    /// Several times those of any browser. Vert.x parses and sorts them before any route, and HTTP/2 sends a long list
    /// again with a byte.
    static final int MAX_PREFERENCES = 100;

    static final int REQUEST_BYTES = 512;
    static final int LINE_BYTES = 256;
    private static final int PART_BYTES = 160;
    private static final int COPIES = 2;
    private static final String ACCEPT = "accept";

    static HeadWeight of(HttpRequest request) {
        var target = request.uri();
        return of(target.length(), partsOf(target), request.headers().iteratorCharSequence());
    }

    static HeadWeight of(Http2Headers headers) {
        return of(0, 0, headers.iterator());
    }

    /// That of a request which Vert.x has taken. Of HTTP/2 the pseudo-headers are no headers any more.
    static HeadWeight of(HttpServerRequest request) {
        var target = request.uri();
        return of(target.length(), partsOf(target), request.headers().iterator());
    }

    private static HeadWeight of(
            int octetsOfTarget,
            int partsOfTarget,
            Iterator<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> headers) {
        int octets = octetsOfTarget;
        int parts = partsOfTarget;
        int lines = 0;
        int preferences = 0;
        for (; headers.hasNext(); lines++) {
            var header = headers.next();
            int its = partsOf(header.getValue());
            octets += header.getKey().length() + header.getValue().length();
            parts += its;
            preferences = Math.max(preferences, isPreference(header.getKey()) ? its : 0);
        }
        return new HeadWeight(octets, lines, parts, preferences);
    }

    private static boolean isPreference(CharSequence name) {
        return AsciiString.regionMatches(name, true, 0, ACCEPT, 0, ACCEPT.length());
    }

    private static int partsOf(CharSequence text) {
        int parts = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '&', ';', ',' -> parts++;
                default -> {}
            }
        }
        return parts;
    }

    boolean isTooMuch() {
        return lines > MAX_LINES || parts > MAX_PARTS || preferences > MAX_PREFERENCES;
    }

    int bytes() {
        return REQUEST_BYTES + COPIES * octets + LINE_BYTES * lines + PART_BYTES * parts;
    }
}
