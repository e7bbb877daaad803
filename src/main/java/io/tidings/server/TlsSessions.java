package io.tidings.server;

/// The sessions of TLS that the JDK keeps so that their clients may resume them (RFC 5246, 7.3): 20,000 unless told
/// otherwise, of which each takes what its client has sent in its first message. Clients that take tickets (RFC 8446,
/// 4.6.1) need none.
final class TlsSessions {
    /// A setting of the JDK: how many.
    private static final String CACHE_SIZE = "javax.net.ssl.sessionCacheSize";

    private static final String FEW = "256";

    private TlsSessions() {}

    /// Has few of them kept, unless the operator says how many. Call before the first server with TLS is made.
    static void limit() {
        if (System.getProperty(CACHE_SIZE) == null) {
            System.setProperty(CACHE_SIZE, FEW);
        }
    }
}
