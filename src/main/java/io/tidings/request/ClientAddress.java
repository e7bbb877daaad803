package io.tidings.request;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/// The address of a client, as limits count it: of IPv6 the network, since a client usually has a /64 of addresses for
/// itself (RFC 6177, section 2). One that a proxy has forwarded need not be a number (RFC 7239, section 6).
public final class ClientAddress {
    /// An address of IPv6 with a zone has some sixty. A proxy may forward what a client has made up, and each stream
    /// keeps its address.
    private static final int MAX_LENGTH = 100;

    private static final int IPV4_BYTES = 4;
    private static final int NETWORK_BYTES = 8;

    /// How addresses of IPv4 begin as those of IPv6 (RFC 4291, section 2.5.5.2).
    private static final String IPV4_MAPPED = "00000000000000000000ffff";

    private static final HexFormat HEX = HexFormat.of();

    private ClientAddress() {}

    public static String of(HttpServerRequest request) {
        var address = request.remoteAddress();
        return counted(Objects.requireNonNullElse(address.hostAddress(), String.valueOf(address.host())));
    }

    /// That of the other end of a connection.
    public static String of(SocketAddress end) {
        return end instanceof InetSocketAddress internet && internet.getAddress() != null
                ? counted(internet.getAddress().getHostAddress())
                : bounded(String.valueOf(end));
    }

    static String counted(String address) {
        return address.indexOf(':') < 0 ? bounded(address) : network(address).orElseGet(() -> bounded(address));
    }

    /// None if it is not of IPv6. One of IPv4 that is written like it is that of IPv4.
    private static Optional<String> network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return Optional.empty();
        }
        if (bytes.length == IPV4_BYTES || HEX.formatHex(bytes).startsWith(IPV4_MAPPED)) {
            return Optional.of(
                    NetUtil.bytesToIpAddress(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length)));
        }
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        return Optional.of(NetUtil.bytesToIpAddress(bytes) + "/64");
    }

    /// Addresses that begin alike for as long count as one.
    static String bounded(String address) {
        return address.length() > MAX_LENGTH ? address.substring(0, MAX_LENGTH) : address;
    }
}
