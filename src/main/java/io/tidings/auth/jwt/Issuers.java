package io.tidings.auth.jwt;

import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.Grants;
import io.tidings.auth.InvalidTokenException;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.Validity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All issuers whose tokens are good here. A token is only ever verified with the keys of the issuer that it
/// names, and remembered for as long as it is good. Any thread may call it.
public final class Issuers {
    /// No header of a request has room for more.
    private static final int MAX_TOKEN_LENGTH = 20 * 1024;

    private final Map<String, Issuer> byIss;
    private final Grants ofAnonymous;
    private final RevokedSubjects revoked;
    private final InstantSource clock;
    private final VerifiedTokens verified;

    /// Each caller may do what anonymous ones may.
    public Issuers(
            Collection<Issuer> issuers,
            Grants ofAnonymous,
            RevokedSubjects revoked,
            InstantSource clock,
            long maxRememberedBytes) {
        this.byIss = issuers.stream().collect(Collectors.toMap(Issuer::issuer, Function.identity()));
        this.ofAnonymous = ofAnonymous;
        this.revoked = revoked;
        this.clock = clock;
        this.verified = new VerifiedTokens(maxRememberedBytes);
    }

    /// Whether a text may be a token of an issuer at all.
    public boolean mayBeToken(String text) {
        return !byIss.isEmpty() && text.length() <= MAX_TOKEN_LENGTH && text.indexOf('.') > 0;
    }

    /// The caller of a token that was verified before and is still good. Does not block.
    public Optional<Caller> remembered(Fingerprint fingerprint) {
        return verified.get(fingerprint, clock.instant());
    }

    /// The caller that a token names; throws an [InvalidTokenException] if it is not good, or a refusal that
    /// passes if its issuer has never answered. May block for seconds.
    public Caller verify(String token, Fingerprint fingerprint) {
        var signed = SignedToken.read(token);
        var caller = verify(signed, issuer(signed));
        verified.add(fingerprint, caller);
        return caller;
    }

    private Caller verify(SignedToken token, Issuer issuer) {
        try {
            return issuer.verify(token, ofAnonymous, revoked, clock.instant());
        } catch (InvalidTokenException e) {
            throw e.of(issuer.name());
        }
    }

    /// For how long a token is good that another replica has verified, with the key of an issuer that has this id.
    public Optional<Validity> verifiedElsewhere(String issuer, String keyId, Optional<Instant> expiry) {
        return byIss.values().stream()
                .filter(known -> known.name().equals(issuer))
                .findFirst()
                .map(known -> known.verifiedElsewhere(keyId, expiry));
    }

    private Issuer issuer(SignedToken token) {
        var iss = token.claims().getClaimValue("iss");
        var issuer = iss instanceof String text ? byIss.get(text) : null;
        if (issuer == null) {
            throw new InvalidTokenException("its iss is none of the issuers in tidings.auth.issuers");
        }
        return issuer;
    }
}
