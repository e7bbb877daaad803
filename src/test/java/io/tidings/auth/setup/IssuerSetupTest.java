package io.tidings.auth.setup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the settings of an issuer demand of each other.
class IssuerSetupTest {
    private static final String SECRET = "secret=0123456789abcdef0123456789abcdef";
    private static final String SERVED = "jwks-url=https://id.example.com/jwks";

    private static void start(boolean isOnly, String... settings) {
        var all = new TreeMap<>(Map.of("tidings.auth.issuers.main.issuer", "https://id.example.com"));
        for (var setting : settings) {
            int equals = setting.indexOf('=');
            all.put("tidings.auth.issuers.main." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AuthConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(AuthConfig.class);
        var _ = new IssuerSetup("main", config.issuers().get("main"), isOnly).issuer();
    }

    private static void assertRefused(String why, boolean isOnly, String... settings) {
        var failure = assertThrows(ConfigurationException.class, () -> start(isOnly, settings));
        assertThat(failure.getMessage(), containsString("tidings.auth.issuers.main "));
        assertThat(failure.getMessage(), containsString(why));
    }

    @Test
    void tokensOfPublicKeysAreMeantForAnAudience() {
        assertRefused("no audience", true, SERVED);
        assertRefused("no audience", true, "any-audience=false");
        assertDoesNotThrow(() -> start(true, SERVED, "audience=here"));
        assertDoesNotThrow(() -> start(true, SERVED, "any-audience=true"));
        assertDoesNotThrow(() -> start(true, SECRET));
    }

    @Test
    void keysAreInOnePlace() {
        assertRefused("several places", true, SECRET, SERVED, "audience=here");
        assertRefused("no keys", true, "issuer=no URL", "audience=here");
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, true",
        "HS256, false",
        "'HS256,ES256', true",
        "'RS256,HS512', false",
        "none, true",
        "none, false"
    })
    void algorithmsFitTheKindOfKey(String algorithms, boolean hasSecret) {
        assertRefused("algorithms", true, hasSecret ? SECRET : SERVED, "audience=here", "algorithms=" + algorithms);
    }

    @Test
    void oneOfSeveralIssuersGrantsNothingOfUsersOfOthers() {
        assertRefused("{iss}", false, SECRET, "subscribe=public/**,users/{sub}/**");
        assertRefused("{iss}", false, SECRET, "publish=users/{sub}/inbox");
        assertRefused("{iss}", false, SECRET, "grants[0].claim=a", "grants[0].value=b", "grants[0].publish=x/{sub}");
        assertDoesNotThrow(() -> start(true, SECRET, "subscribe=users/{sub}/**"));
        assertDoesNotThrow(() -> start(false, SECRET, "subscribe=users/{iss}/{sub}/**,public/**"));
        assertDoesNotThrow(() -> start(false, SECRET, "subscribe=users/{sub}/**", "shared-subjects=true"));
    }
}
