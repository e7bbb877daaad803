package io.tidings.auth.jwt;

import io.tidings.auth.InvalidTokenException;
import java.security.Key;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/// Verifies the tokens of one issuer: the signature by one of its own keys, then what the token says of
/// itself. What a token says of keys (`jwk`, `jku`, `x5u`, `x5c`) is never used.
final class TokenVerifier {
    /// Of `nbf` and `iat`, in seconds. `exp` has none.
    private static final int LEEWAY = 30;

    private final IssuerKeys keys;
    private final IssuerTerms terms;

    TokenVerifier(IssuerKeys keys, IssuerTerms terms) {
        this.keys = keys;
        this.terms = terms;
    }

    /// Returns the key that has verified a token; throws an [InvalidTokenException] if none has, or if the
    /// token is not good at this time. May block for seconds.
    Key verify(SignedToken token, Instant now) {
        // Until then no token of this issuer can be verified, which is not the fault of the token.
        keys.current();
        if (!terms.algorithms().contains(token.signature().getAlgorithmHeaderValue())) {
            throw new InvalidTokenException("its alg is none of those of the issuer");
        }
        var key = theOneThatSigned(token.signature(), candidates(token.signature()));
        try {
            consumer(key, now).processContext(token.context());
            return key;
        } catch (InvalidJwtException e) {
            throw new InvalidTokenException(TokenFault.of(e));
        }
    }

    private List<JsonWebKey> candidates(JsonWebSignature token) {
        try {
            var candidates = keys.current().candidates(token);
            if (candidates.isEmpty()) {
                keys.refreshIfDue();
                candidates = keys.current().candidates(token);
            }
            return candidates;
        } catch (JoseException _) {
            return List.of();
        }
    }

    /// Several may have the same name, or none.
    private static Key theOneThatSigned(JsonWebSignature token, List<JsonWebKey> candidates) {
        return candidates.stream()
                .filter(candidate -> candidates.size() == 1 || hasSigned(candidate, token))
                .findFirst()
                .orElseThrow(() -> new InvalidTokenException("no key of the issuer has signed it"))
                .getKey();
    }

    /// A key that the algorithm cannot use, such as one of another curve, must not keep the next from it.
    private static boolean hasSigned(JsonWebKey candidate, JsonWebSignature token) {
        token.setKey(candidate.getKey());
        try {
            return token.verifySignature();
        } catch (JoseException | RuntimeException _) {
            return false;
        }
    }

    private JwtConsumer consumer(Key key, Instant now) {
        var builder = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT, terms.algorithms().toArray(String[]::new))
                .setVerificationKey(key)
                .setExpectedIssuer(terms.issuer())
                .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
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
        return builder.build();
    }
}
