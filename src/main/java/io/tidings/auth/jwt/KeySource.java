package io.tidings.auth.jwt;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/// Where the keys of an issuer come from. To read them may block for seconds.
public interface KeySource {
    private static KeySet parse(KeyFormat format, String text, Object place) throws UnavailableKeysException {
        try {
            return format.parse(text);
        } catch (UnavailableKeysException e) {
            throw new UnavailableKeysException(place + ": " + e.getMessage(), e);
        }
    }

    /// All keys that there are now.
    KeySet read() throws UnavailableKeysException;

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
        return () -> {
            try {
                return parse(format, Files.readString(path), path);
            } catch (NoSuchFileException _) {
                // Whoever removes it takes the keys away.
                return KeySet.EMPTY;
            } catch (IOException e) {
                throw new UnavailableKeysException(path + ": it cannot be read (" + e.getMessage() + ")", e);
            }
        };
    }

    /// A JWKS that the issuer serves.
    static KeySource jwksUrl(URI url) {
        var download = new Download();
        return () -> parse(KeyFormat.JWKS, download.get(url), url);
    }

    /// The JWKS that the issuer's discovery document names (OpenID Connect Discovery 1.0, section 4).
    static KeySource discovery(String issuer) {
        var download = new Download();
        var document = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
        return () -> {
            var jwks = jwksUri(download.get(document), document, issuer);
            Download.checkSameReach(document, jwks);
            return parse(KeyFormat.JWKS, download.get(jwks), jwks);
        };
    }

    private static URI jwksUri(String text, URI document, String issuer) throws UnavailableKeysException {
        try {
            var members = JsonUtil.parseJson(text);
            if (!issuer.equals(members.get("issuer"))) {
                throw new UnavailableKeysException(document + ": its issuer is not " + issuer);
            }
            return URI.create(Objects.toString(members.get("jwks_uri")));
        } catch (JoseException | IllegalArgumentException e) {
            throw new UnavailableKeysException(document + ": it is not a discovery document with a jwks_uri", e);
        }
    }
}
