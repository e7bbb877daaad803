package io.tidings.auth.jwt;

import java.net.URI;
import java.nio.file.Path;

/// Where the keys of an issuer come from. To read them may block for seconds.
public interface KeySource {
    /// All keys that there are now.
    KeySet read() throws UnavailableKeysException;

    /// What to look at when there are none, for a line in the log.
    default String whyEmpty() {
        return "it publishes none";
    }

    /// A secret for HMAC.
    static KeySource secret(String secret) {
        return () -> KeyFormat.SECRET.parse(secret);
    }

    /// A file with a secret for HMAC.
    static KeySource secretFile(Path path) {
        return file(path, KeyFormat.SECRET);
    }

    /// A file with public keys or certificates in PEM.
    static KeySource pemFile(Path path) {
        return file(path, KeyFormat.PEM);
    }

    /// A file with a JWKS.
    static KeySource jwksFile(Path path) {
        return file(path, KeyFormat.JWKS);
    }

    private static KeySource file(Path path, KeyFormat format) {
        return new KeyFile(path, format);
    }

    /// A JWKS that the issuer serves.
    static KeySource jwksUrl(URI url) {
        var download = new Download();
        return () -> KeyFormat.JWKS.parse(download.get(url), url);
    }

    /// The JWKS that the issuer's discovery document names (OpenID Connect Discovery 1.0, section 4). Throws
    /// an [IllegalArgumentException] if the issuer is no URL where one could be.
    static KeySource discovery(String issuer) {
        var download = new Download();
        var document = Discovery.of(issuer);
        return () -> {
            var jwks = document.jwks(download.get(document.url()));
            return KeyFormat.JWKS.parse(download.getLinked(document.url(), jwks), jwks);
        };
    }
}
