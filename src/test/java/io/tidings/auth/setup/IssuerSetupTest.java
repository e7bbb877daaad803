package io.tidings.auth.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which settings of an issuer go together, and that a line says what to do about those that do not.
class IssuerSetupTest {
    private static final String SECRET = "secret=a secret of 32 characters, or more";

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                SECRET + "; algorithms=HS256",
                "secret-file=/run/secret",
                "public-key-file=/run/key.pem; audience=hub",
                "public-key-file=/run/key.pem; any-audience=true",
                "jwks-file=/run/jwks; audience=hub,other",
                "jwks-url=https://id.example.com/jwks; audience=hub; algorithms=RS256,EdDSA",
                "issuer=https://id.example.com; audience=hub",
                SECRET + "; subscribe=users/{sub}/**; publish=users/{sub}",
                SECRET + "; grants[0].claim=scope; grants[0].value=write; grants[0].publish=**"
            })
    void theseGoTogether(String settings) {
        setup(true, settings).issuer();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        secret-file=/a; public-key-file=/b; audience=hub   | several places
        jwks-url=https://a; jwks-file=/b; audience=hub     | several places
        public-key-file=/a                                 | audience
        jwks-file=/a                                       | audience
        jwks-url=https://a                                 | audience
        issuer=https://a                                   | audience
        jwks-file=/a; audience=hub; any-audience=true      | keep one of them
        jwks-url=https://a; audience=hub; algorithms=HS256 | algorithms
        secret-file=/a; algorithms=RS256                   | algorithms
        secret-file=/a; algorithms=HS256,ES256             | algorithms
        audience=hub                                       | has no keys
        issuer=https://a b; audience=hub                   | has no keys
        issuer=https://a?b; audience=hub                   | has no keys
        issuer=file:///a; audience=hub                     | has no keys
        secret=0123456789012345678901234567890123456789; algorithms=HS512 | 64 bytes
        secret-file=/a; grants[0].value=x                  | claim
        secret-file=/a; grants[0].claim=x                  | value
        """)
    void theseDoNot(String settings, String told) {
        var problem = problem(setup(true, settings));

        assertTrue(problem.startsWith("Tidings cannot start: tidings.auth.issuers.main "), problem);
        assertTrue(problem.contains(told), problem);
        assertFalse(problem.contains("\n") || problem.contains("0123456789"), problem);
    }

    @Test
    void anIssuerHasAName() {
        var config = TestConfig.of("issuers.main.secret-file=/a").issuers().get("main");

        assertTrue(problem(new IssuerSetup("main", config, true)).contains("has no issuer"));
    }

    @ParameterizedTest
    @CsvSource({"users/{sub}, false", "{iss}-{sub}, false", "users/{iss}/{sub}, true", "news/**, true"})
    void equalClaimsOfTwoIssuersGrantDifferentTopics(String template, boolean isApart) {
        for (var setting :
                List.of("subscribe=", "publish=", "grants[0].claim=a; grants[0].value=b; grants[0].publish=")) {
            var setup = setup(false, SECRET + "; " + setting + template);
            var shared = setup(false, SECRET + "; shared-subjects=true; " + setting + template);

            shared.issuer();
            if (isApart) {
                setup.issuer();
            } else {
                assertTrue(problem(setup).contains("{iss}"));
            }
        }
    }

    @Test
    void filesAreReadTwiceAMinuteAndUrlsAsOftenAsIsSaid() {
        assertEquals(
                KeyRefresh.OF_FILES,
                setup(true, "secret-file=/a; refresh=1h").issuer().refreshPause());
        assertEquals(
                Duration.ofHours(1),
                setup(true, "jwks-url=https://a; audience=hub; refresh=1h")
                        .issuer()
                        .refreshPause());
    }

    private static String problem(IssuerSetup setup) {
        return assertThrows(ConfigurationException.class, setup::issuer).getMessage();
    }

    /// Its `iss` is no URL, unless it is said.
    private static IssuerSetup setup(boolean isOnly, String settings) {
        var all = new ArrayList<>(List.of("issuers.main.issuer=main"));
        for (var setting : settings.split("; ")) {
            all.add("issuers.main." + setting);
        }
        var config = TestConfig.of(all.toArray(String[]::new));
        return new IssuerSetup("main", config.issuers().get("main"), isOnly);
    }
}
