package io.tidings.auth;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.auth.AccessFixture.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/// In this process, with a log in memory.
@QuarkusTest
@TestProfile(AccessTest.Terms.class)
class AccessTest extends AccessContract {
    private static final String KEY = "tidings.test.provider-key";

    /// Those of the contract. Quarkus loads this class apart from the tests, so a setting hands over the key.
    public static class Terms implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                var terms = AccessTerms.in(Files.createTempDirectory("access"));
                var settings = terms.settings();
                settings.put(KEY, terms.provider().key().toJson(OutputControlLevel.INCLUDE_PRIVATE));
                return settings;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @TestHTTPResource("/")
    URI root;

    @Override
    Hub hub() {
        return new Hub(provider(), root, root);
    }

    private static TestIssuer provider() {
        var config = ConfigProvider.getConfig();
        try {
            var key = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(config.getValue(KEY, String.class));
            return TestIssuer.ofKey("id", config.getValue("tidings.auth.issuers.id.issuer", String.class), key);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
