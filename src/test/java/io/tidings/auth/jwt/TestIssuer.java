package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.Grants;
import io.tidings.auth.InvalidTokenException;
import io.tidings.auth.RevokedSubjects;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Issuers as a configuration could have them, at the time of [TestToken#NOW].
final class TestIssuer {
    static final List<String> PUBLIC_ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
    static final List<String> SECRET_ALGORITHMS = List.of("HS256");

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(TestToken.NOW));

    private TestIssuer() {}

    static Issuers withSecret(GrantRule... rules) {
        return all(withSecret("main", TestToken.ISS, Optional.empty(), rules));
    }

    static Issuers withSecret(Optional<String> trustedClaim, GrantRule... rules) {
        return all(withSecret("main", TestToken.ISS, trustedClaim, rules));
    }

    static Issuer withSecret(String name, String iss, Optional<String> trustedClaim, GrantRule... rules) {
        return new Issuer(
                name,
                terms(iss, SECRET_ALGORITHMS),
                KeySource.secret(TestKeys.SECRET),
                Duration.ofMinutes(5),
                trustedClaim,
                List.of(rules));
    }

    static Issuers withKeys(PublicKey... keys) {
        var pem = Stream.of(keys).map(TestKeys::pem).collect(Collectors.joining());
        return all(with("main", TestToken.ISS, () -> KeyFormat.PEM.parse(pem)));
    }

    static Issuers withJwks(String jwks) {
        return all(with("main", TestToken.ISS, () -> KeyFormat.JWKS.parse(jwks)));
    }

    static Issuer with(String name, String iss, KeySource source) {
        return new Issuer(
                name, terms(iss, PUBLIC_ALGORITHMS), source, Duration.ofMinutes(5), Optional.empty(), List.of());
    }

    static Issuers all(Issuer... issuers) {
        return all(new RevokedSubjects(), issuers);
    }

    static Issuers all(RevokedSubjects revoked, Issuer... issuers) {
        return new Issuers(List.of(issuers), Grants.NONE, revoked, CLOCK, 1024 * 1024);
    }

    static Caller verify(Issuers issuers, String token) {
        return issuers.verify(token, Fingerprint.of(token));
    }

    /// The reason for which a token is refused, as the log has it.
    static String refusal(Issuers issuers, String token) {
        return assertThrows(InvalidTokenException.class, () -> verify(issuers, token))
                .reason();
    }

    private static IssuerTerms terms(String iss, List<String> algorithms) {
        return new IssuerTerms(iss, List.of(TestToken.AUDIENCE), algorithms, true);
    }
}
