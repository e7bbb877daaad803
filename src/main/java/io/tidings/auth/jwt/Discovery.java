package io.tidings.auth.jwt;

import java.net.URI;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/// The document in which an issuer says where its keys are (OpenID Connect Discovery 1.0, section 4).
record Discovery(String issuer, URI url) {
    private static final String PATH = "/.well-known/openid-configuration";

    /// Throws an [IllegalArgumentException] if the issuer is no URL where one could be.
    static Discovery of(String issuer) {
        var root = URI.create(issuer);
        if (root.getHost() == null || root.getRawUserInfo() != null) {
            throw new IllegalArgumentException("it has no host, or a user");
        }
        if (root.getRawQuery() != null || root.getRawFragment() != null) {
            throw new IllegalArgumentException("it has a query or a fragment");
        }
        return new Discovery(issuer, URI.create(issuer.replaceFirst("/$", "") + PATH));
    }

    /// Where the keys are, by the text of the document.
    URI jwks(String text) throws UnavailableKeysException {
        try {
            var members = JsonUtil.parseJson(text);
            if (!issuer.equals(members.get("issuer"))) {
                throw new UnavailableKeysException(url + ": its issuer is not " + issuer);
            }
            if (members.get("jwks_uri") instanceof String jwks) {
                return URI.create(jwks);
            }
            throw new UnavailableKeysException(url + ": it has no jwks_uri");
        } catch (JoseException | IllegalArgumentException e) {
            throw new UnavailableKeysException(url + ": it is not a discovery document with a jwks_uri", e);
        }
    }
}
