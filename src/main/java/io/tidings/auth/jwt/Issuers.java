package io.tidings.auth.jwt;

import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.Grants;
import io.tidings.auth.InvalidTokenException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;

/// All issuers whose tokens are good here. A token is only ever verified with the keys of the issuer that it
/// names, and remembered for as long as it is good. Any thread may call it.
public final class Issuers {
    /// No header of a request has room for more.
    private static final int MAX_TOKEN_LENGTH = 20 * 1024;

    /// Reads what a token says, and believes none of it.
    private static final JwtConsumer READER = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    private final Map<String, Issuer> byIss;
    private final Grants ofAnonymous;
    private final InstantSource clock;
    private final VerifiedTokens verified;

    /// Each caller may do what anonymous ones may.
    public Issuers(Collection<Issuer> issuers, Grants ofAnonymous, InstantSource clock, long maxRememberedBytes) {
        this.byIss = issuers.stream().collect(Collectors.toMap(Issuer::issuer, Function.identity()));
        this.ofAnonymous = ofAnonymous;
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
        try {
            var context = READER.process(token);
            var caller = issuer(context).verify(context, ofAnonymous, clock.instant());
            verified.add(fingerprint, caller);
            return caller;
        } catch (InvalidJwtException e) {
            throw new InvalidTokenException(TokenFault.of(e));
        } catch (MalformedClaimException _) {
            throw new InvalidTokenException("its iss is not a string");
        }
    }

    private Issuer issuer(JwtContext token) throws MalformedClaimException {
        var iss = token.getJwtClaims().getIssuer();
        var issuer = iss == null ? null : byIss.get(iss);
        if (issuer == null) {
            throw new InvalidTokenException("its iss is none of the issuers in tidings.auth.issuers");
        }
        return issuer;
    }
}
