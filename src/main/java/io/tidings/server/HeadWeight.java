package io.tidings.server;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;

/// What the head of a request becomes on the heap, in bytes: objects for the request and each of its lines, twice its
/// text, and the objects that a parser makes for each part of a query, a list or a cookie.
///
/// @param lines headers, pseudo-headers of HTTP/2 among them
/// @param parts what `&`, `;` and `,` end
/// @param longestList the most commas of a header
record HeadWeight(int octets, int lines, int parts, int longestList) {
    /// More than any browser sends.
    static final int MAX_LINES = 256;

    /// Ten times those of a long query, or of a crowd of cookies.
    static final int MAX_PARTS = 1_000;

    /// Vert.x parses and sorts the lists of `Accept` and its like before any route, and HTTP/2 sends a long one again
    /// with a byte.
    static final int MAX_LIST = 100;

    static final int REQUEST_BYTES = 512;
    static final int LINE_BYTES = 256;
    private static final int PART_BYTES = 160;
    private static final int COPIES = 2;

    static HeadWeight of(HttpRequest request) {
        int octets = request.uri().length();
        int parts = partsOf(request.uri());
        int lines = 0;
        int longestList = 0;
        for (var line = request.headers().iteratorCharSequence(); line.hasNext(); lines++) {
            var header = line.next();
            octets += header.getKey().length() + header.getValue().length();
            int its = partsOf(header.getValue());
            parts += its;
            longestList = its > longestList ? Math.max(longestList, commasOf(header.getValue())) : longestList;
        }
        return new HeadWeight(octets, lines, parts, longestList);
    }

    static HeadWeight of(Http2Headers headers) {
        int octets = 0;
        int parts = 0;
        int longestList = 0;
        for (var header : headers) {
            octets += header.getKey().length() + header.getValue().length();
            int its = partsOf(header.getValue());
            parts += its;
            boolean isLonger = its > longestList && !isTarget(header.getKey());
            longestList = isLonger ? Math.max(longestList, commasOf(header.getValue())) : longestList;
        }
        return new HeadWeight(octets, headers.size(), parts, longestList);
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

    /// A target may have commas as it likes.
    private static boolean isTarget(CharSequence name) {
        return PseudoHeaderName.PATH.value().contentEquals(name);
    }

    private static int commasOf(CharSequence text) {
        int commas = 0;
        for (int i = 0; i < text.length(); i++) {
            commas += text.charAt(i) == ',' ? 1 : 0;
        }
        return commas;
    }

    boolean isTooMuch() {
        return lines > MAX_LINES || parts > MAX_PARTS || longestList > MAX_LIST;
    }

    int bytes() {
        return REQUEST_BYTES + COPIES * octets + LINE_BYTES * lines + PART_BYTES * parts;
    }
}
