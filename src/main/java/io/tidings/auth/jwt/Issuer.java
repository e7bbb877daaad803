package io.tidings.auth.jwt;

import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.auth.InvalidTokenException;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.Subject;
import io.tidings.auth.UntilRevoked;
import io.tidings.auth.Validity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jspecify.annotations.Nullable;

/// An issuer whose tokens are good here, and what they grant. Any thread may call it.
public final class Issuer {
    private static final int MAX_SUBJECT_LENGTH = 1_024;

    /// The end of the year 9999. Later times are as good as this one, and Java has no instants for the latest.
    private static final long LATEST = 253_402_300_799L;

    private final String name;
    private final IssuerTerms terms;
    private final IssuerKeys keys;
    private final TokenVerifier verifier;
    private final Optional<String> trustedClaim;
    private final List<GrantRule> rules;
    private final Duration refreshPause;

    /// The name is that in the configuration. Tokens may say themselves what they grant in the trusted claim.
    /// The pause is that between two readings of the source.
    public Issuer(
            String name,
            IssuerTerms terms,
            KeySource source,
            Duration refreshPause,
            Optional<String> trustedClaim,
            List<GrantRule> rules) {
        this.name = name;
        this.terms = terms;
        this.keys = new IssuerKeys(name, source, System::nanoTime);
        this.verifier = new TokenVerifier(keys, terms);
        this.refreshPause = refreshPause;
        this.trustedClaim = trustedClaim;
        this.rules = List.copyOf(rules);
    }

    /// That in the configuration.
    String name() {
        return name;
    }

    /// For how long one of its tokens is good that another replica has verified.
    Validity verifiedElsewhere(String keyId, Optional<Instant> expiry) {
        return new VerifiedElsewhere(expiry, keys, keyId);
    }

    /// What its tokens have as `iss`.
    String issuer() {
        return terms.issuer();
    }

    /// How long to wait between two calls of [#refreshKeys].
    public Duration refreshPause() {
        return refreshPause;
    }

    /// Reads its keys anew. Blocks for seconds.
    public void refreshKeys() {
        keys.refresh();
    }

    /// The caller that one of its tokens names. Throws [InvalidTokenException] if the token is not good at
    /// this time. May block for seconds.
    Caller verify(SignedToken token, Grants ofAnonymous, RevokedSubjects revoked, Instant now) {
        var key = verifier.verify(token, now);
        try {
            var claims = token.claims();
            var validity = new TokenValidity(instant(claims.getExpirationTime()), keys, key);
            if (validity.isOver(now)) {
                throw new InvalidTokenException("it has expired, or its key is gone");
            }
            var subject = subject(claims);
            var issuedAt = instant(claims.getIssuedAt());
            subject.ifPresent(known -> revoked.check(known, issuedAt, now));
            return Caller.of(
                    subject,
                    grants(claims),
                    ofAnonymous,
                    subject.<Validity>map(known -> new UntilRevoked(validity, known, issuedAt, revoked))
                            .orElse(validity));
        } catch (MalformedClaimException _) {
            throw new InvalidTokenException("it has a claim of the wrong type");
        }
    }

    private static Optional<Instant> instant(@Nullable NumericDate date) {
        return Optional.ofNullable(date)
                .map(NumericDate::getValue)
                .map(seconds -> Instant.ofEpochSecond(Math.clamp(seconds, 0, LATEST)));
    }

    /// None without `sub`: tokens that name nobody are not all of one subject.
    private Optional<Subject> subject(JwtClaims claims) throws MalformedClaimException {
        var subject = Optional.ofNullable(claims.getSubject()).filter(text -> !text.isEmpty());
        if (subject.filter(text -> !isFit(text)).isPresent()) {
            throw new InvalidTokenException(
                    "its sub is longer than " + MAX_SUBJECT_LENGTH + " characters, or no Unicode text");
        }
        return subject.map(text -> new Subject(Optional.of(name), text));
    }

    /// Halves of characters would all be one in UTF-8.
    private static boolean isFit(String subject) {
        return subject.length() <= MAX_SUBJECT_LENGTH
                && StandardCharsets.UTF_8.newEncoder().canEncode(subject);
    }

    private Grants grants(JwtClaims claims) {
        var all = claims.getClaimsMap();
        var grants = trustedClaim.map(claim -> ClaimedGrants.in(all, claim)).orElse(Grants.NONE);
        for (var rule : rules) {
            grants = grants.plus(rule.grantsTo(all, name));
        }
        if (grants.size() > GrantTemplate.MAX_PATTERNS) {
            throw new InvalidTokenException("it is granted more than " + GrantTemplate.MAX_PATTERNS + " patterns");
        }
        return grants;
    }
}
