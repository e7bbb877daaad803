package io.tidings.server;

import java.util.Map;

/// Settings of the JDK for servers with TLS, as strangers make them necessary. What the operator sets stays.
final class TlsSettings {
    /// The sessions that are kept so that their clients may resume them (RFC 5246, 7.3): 20,000 unless
    /// told otherwise, of which each takes what its client has sent in its first message. Clients that take
    /// tickets (RFC 8446, 4.6.1) need none. And a client of TLS 1.2 may begin a second handshake (RFC 5246,
    /// 7.4.1.2), which no browser does.
    private static final Map<String, String> SETTINGS =
            Map.of("javax.net.ssl.sessionCacheSize", "32", "jdk.tls.rejectClientInitiatedRenegotiation", "true");

    private TlsSettings() {}

    /// Call before the first server with TLS is made.
    static void apply() {
        SETTINGS.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
    }
}
