package io.tidings.deploy;

import io.tidings.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Stream;

/// How a client reaches the hub: through a proxy, over HTTP/1.1, or over TLS with HTTP/2 where the proxy has
/// that.
record Way(Proxy proxy, boolean tls) {
    /// Every way through every proxy.
    static Stream<Way> all() {
        return Arrays.stream(Proxy.values())
                .flatMap(proxy -> Stream.of(new Way(proxy, false), new Way(proxy, true)))
                .filter(way -> !way.tls || way.proxy.hasTls());
    }

    HttpClient.Version version() {
        return tls && proxy.hasHttp2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    }

    HttpClient client(Certificate certificate) throws IOException, GeneralSecurityException {
        return builder(certificate).build();
    }

    /// A client with an address of its own.
    HttpClient client(Certificate certificate, InetAddress address) throws IOException, GeneralSecurityException {
        return builder(certificate).localAddress(address).build();
    }

    private HttpClient.Builder builder(Certificate certificate) throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder().sslContext(certificate.trusting()).version(version());
    }

    @Override
    public String toString() {
        return proxy + " " + version() + (tls ? " TLS" : "");
    }
}
