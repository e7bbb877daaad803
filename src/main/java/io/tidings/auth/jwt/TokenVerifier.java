package io.tidings.auth.jwt;

import io.tidings.auth.InvalidTokenException;
import java.security.Key;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/// Verifies the tokens of one issuer: the signature by one of its own keys, then what the token says of
/// itself. What a token says of keys (`jwk`, `jku`, `x5u`, `x5c`) is never used.
final class TokenVerifier {
    /// Of `nbf` and `iat`, in seconds. `exp` has none.
    private static final int LEEWAY = 30;

    /// In any case, with or without `application/` (RFC 7515, 4.1.9; RFC 9068, 2.1).
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    private final IssuerKeys keys;
    private final JwtConsumer consumer;

    TokenVerifier(IssuerKeys keys, IssuerTerms terms) {
        this.keys = keys;
        var builder = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT, terms.algorithms().toArray(String[]::new))
                .setVerificationKeyResolver(this::key)
                .setExpectedIssuer(terms.issuer())
                .setAllowedClockSkewInSeconds(LEEWAY)
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE);
        if (terms.audience().isEmpty()) {
            builder.setSkipDefaultAudienceValidation();
        } else {
            builder.setExpectedAudience(true, terms.audience().toArray(String[]::new));
        }
        if (terms.requireExpiry()) {
            builder.setRequireExpirationTime();
        }
        this.consumer = builder.build();
    }

    /// Returns the key that has verified a token; throws an [InvalidTokenException] if none has. May block
    /// for seconds.
    Key verify(JwtContext token) {
        // Until then no token of this issuer can be verified, which is not the fault of the token.
        keys.current();
        checkForm(token);
        try {
            consumer.processContext(token);
        } catch (InvalidJwtException e) {
            throw new InvalidTokenException(TokenFault.of(e));
        }
        return token.getJoseObjects().getFirst().getKey();
    }

    private static void checkForm(JwtContext token) {
        if (token.getJoseObjects().size() != 1
                || !(token.getJoseObjects().getFirst() instanceof JsonWebSignature signed)) {
            throw new InvalidTokenException("it is encrypted, or holds another token");
        }
        var type = signed.getHeader("typ");
        if (type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw new InvalidTokenException("its typ is neither JWT nor at+jwt");
        }
    }

    private Key key(JsonWebSignature token, List<JsonWebStructure> unused) throws UnresolvableKeyException {
        try {
            var candidates = keys.current().candidates(token);
            if (candidates.isEmpty()) {
                keys.refreshIfDue();
                candidates = keys.current().candidates(token);
            }
            return theOneThatSigned(token, candidates);
        } catch (JoseException e) {
            throw new UnresolvableKeyException("no key", e);
        }
    }

    /// Several may have the same name, or none.
    private static Key theOneThatSigned(JsonWebSignature token, List<JsonWebKey> candidates) throws JoseException {
        for (var candidate : candidates) {
            token.setKey(candidate.getKey());
            if (candidates.size() == 1 || token.verifySignature()) {
                return candidate.getKey();
            }
        }
        throw new UnresolvableKeyException("no key");
    }
}
