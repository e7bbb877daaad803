package io.tidings.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.tidings.refusal.Refusal;
import io.tidings.server.RequestHeads;
import io.tidings.server.StrictDecoder;
import io.vertx.core.net.impl.HostAndPortImpl;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/// What RFC 9112 wants of the head of a request, apart from its meaning. A request that differs may be read in another
/// way by a proxy in front of the hub, which is how requests are smuggled past it.
final class RequestFraming {
    private RequestFraming() {}

    /// The problem of a request after which nothing more on its connection can be trusted, or none.
    static Optional<Problem> faultOf(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(undecodable(request.decoderResult().cause()));
        }
        if (!isKnown(request.protocolVersion())) {
            return Optional.of(Problem.of(
                    Status.HTTP_VERSION_NOT_SUPPORTED,
                    "The version is neither HTTP/1.1 nor HTTP/1.0: send one of them."));
        }
        if (request.headers().contains("")) {
            return malformed("A header has no name: give it one, or leave it out.");
        }
        return hostFault(request).or(() -> codingFault(request));
    }

    /// The problem of a head that is well-formed, and more than is read, or than there is room for just now.
    static Problem unheard(boolean lacksRoom) {
        if (lacksRoom) {
            return Problem.of(Refusal.OUT_OF_MEMORY, "This node has no memory left for so large a head: try again.");
        }
        return Problem.of(
                Status.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "The request has more than %d headers, more than %d parts in an Accept header, or more than %d parts in its query, lists and cookies: send fewer."
                        .formatted(RequestHeads.MAX_LINES, RequestHeads.MAX_PREFERENCES, RequestHeads.MAX_PARTS));
    }

    /// The problem of a body that cannot be decoded.
    static Problem brokenBody() {
        return Problem.of(
                Status.BAD_REQUEST,
                "The body is not chunked as it should be: send each chunk as its size in hexadecimal digits, CRLF, just"
                        + " as many bytes, and CRLF.");
    }

    /// Netty has one object for each of the two, and Vert.x knows them by that; one in lower case is equal, but not
    /// known.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isKnown(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }

    private static Problem undecodable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                Problem.of(
                        Status.REQUEST_URI_TOO_LONG,
                        "The request line is longer than quarkus.http.limits.max-initial-line-length: shorten the URL.");
            case TooLongHttpHeaderException _ ->
                Problem.of(
                        Status.REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "The headers are larger than quarkus.http.limits.max-header-size: send fewer or shorter ones.");
            case StrictDecoder.TooManyHeadersException e -> unheard(e.lacksRoom());
            case StrictDecoder.TwoLengthsException _ ->
                Problem.of(
                        Status.BAD_REQUEST,
                        "The request has both a Content-Length and a Transfer-Encoding: leave one of them out.");
            default ->
                Problem.of(
                        Status.BAD_REQUEST,
                        "The request is not well-formed HTTP/1.1: check its request line, that each line ends with"
                                + " CRLF, the characters of its headers, and that it has one Content-Length at most.");
        };
    }

    private static Optional<Problem> hostFault(HttpRequest request) {
        var hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    ? Optional.empty()
                    : malformed("The Host header is missing: send the host and the port of the URL in it.");
        }
        if (hosts.size() > 1) {
            return malformed("There is more than one Host header: send one.");
        }
        return HostAndPortImpl.isValidAuthority(hosts.getFirst())
                ? Optional.empty()
                : malformed("The Host header is not a host with an optional port: correct it.");
    }

    /// With any coding but `chunked` alone, where the body ends is a matter of opinion (RFC 9112, 6.1 and 6.3).
    private static Optional<Problem> codingFault(HttpRequest request) {
        var codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return Optional.empty();
        }
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return malformed("HTTP/1.0 has no Transfer-Encoding: send a Content-Length.");
        }
        boolean chunked = codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst());
        return chunked
                ? Optional.empty()
                : Optional.of(Problem.of(
                        Status.NOT_IMPLEMENTED,
                        "The Transfer-Encoding is not \"chunked\" alone, and no other is understood here: send that."));
    }

    private static Optional<Problem> malformed(String detail) {
        return Optional.of(Problem.of(Status.BAD_REQUEST, detail));
    }
}
