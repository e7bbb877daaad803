package io.tidings.auth.jwt;

import io.tidings.auth.InvalidTokenException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.HeaderParameterNames;
import org.jspecify.annotations.Nullable;

/// A token that is well-formed. What it says of itself is not to be believed until it is verified.
record SignedToken(JwtContext context, JsonWebSignature signature) {
    /// Three parts of base64url without padding (RFC 7515, section 7.1). The library skips other characters.
    private static final Pattern FORM = Pattern.compile("[\\w-]++\\.[\\w-]++\\.[\\w-]*+");

    /// Those members of a header that are looked at.
    private static final List<String> TEXTS = List.of(
            HeaderParameterNames.ALGORITHM,
            HeaderParameterNames.TYPE,
            HeaderParameterNames.KEY_ID,
            HeaderParameterNames.X509_CERTIFICATE_THUMBPRINT,
            HeaderParameterNames.X509_CERTIFICATE_SHA256_THUMBPRINT);

    /// In any case, with or without `application/` (RFC 7515, 4.1.9; RFC 9068, 2.1).
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    /// The library writes JSON as text by recursion, even into messages that nobody reads.
    private static final int MAX_DEPTH = 32;

    private static final JwtConsumer READER = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    /// Throws an [InvalidTokenException] if the text is no such token.
    static SignedToken read(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidTokenException("it is not three parts of base64url, as a signed JWT is");
        }
        try {
            var context = READER.process(text);
            checkDepth(context.getJwtClaims().getClaimsMap(), MAX_DEPTH);
            return new SignedToken(context, signature(context));
        } catch (InvalidJwtException e) {
            throw new InvalidTokenException(TokenFault.of(e));
        }
    }

    private static JsonWebSignature signature(JwtContext token) {
        if (token.getJoseObjects().size() == 1
                && token.getJoseObjects().getFirst() instanceof JsonWebSignature signature) {
            checkHeader(signature);
            return signature;
        }
        throw new InvalidTokenException("it holds another token");
    }

    private static void checkHeader(JsonWebSignature token) {
        if (!TEXTS.stream().map(token::getObjectHeader).allMatch(value -> value == null || value instanceof String)) {
            throw new InvalidTokenException("its header has a member of the wrong type");
        }
        if (token.getAlgorithmHeaderValue() == null) {
            throw new InvalidTokenException("it has no alg");
        }
        var type = token.getHeader(HeaderParameterNames.TYPE);
        if (type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw new InvalidTokenException("its typ is neither JWT nor at+jwt");
        }
        // The hub knows no extension, and the payload of a JWT is always base64url (RFC 7797, section 7).
        if (token.getObjectHeader(HeaderParameterNames.CRITICAL) != null
                || token.getObjectHeader(HeaderParameterNames.BASE64URL_ENCODE_PAYLOAD) != null) {
            throw new InvalidTokenException("its header has crit or b64");
        }
    }

    private static void checkDepth(@Nullable Object json, int levels) {
        if (levels == 0) {
            throw new InvalidTokenException("its claims are nested too deep");
        }
        Collection<?> inner = switch (json) {
            case Map<?, ?> members -> members.values();
            case Collection<?> elements -> elements;
            case null, default -> List.of();
        };
        for (var element : inner) {
            checkDepth(element, levels - 1);
        }
    }

    JwtClaims claims() {
        return context.getJwtClaims();
    }
}
