package io.tidings.request;

import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/// The address of a client. One that a proxy has forwarded need not be a number (RFC 7239, section 6).
public final class ClientAddress {
    private ClientAddress() {}

    public static String of(HttpServerRequest request) {
        var address = request.remoteAddress();
        return Objects.requireNonNullElse(address.hostAddress(), String.valueOf(address.host()));
    }
}
