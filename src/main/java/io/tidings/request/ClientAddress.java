package io.tidings.request;

import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/// The address of a client. One that a proxy has forwarded need not be a number (RFC 7239, section 6).
public final class ClientAddress {
    /// An address of IPv6 with a zone has some sixty. A proxy may forward what a client has made up, and each stream
    /// keeps its address.
    private static final int MAX_LENGTH = 100;

    private ClientAddress() {}

    public static String of(HttpServerRequest request) {
        var address = request.remoteAddress();
        return bounded(Objects.requireNonNullElse(address.hostAddress(), String.valueOf(address.host())));
    }

    /// Addresses that begin alike for as long count as one.
    static String bounded(String address) {
        return address.length() > MAX_LENGTH ? address.substring(0, MAX_LENGTH) : address;
    }
}
