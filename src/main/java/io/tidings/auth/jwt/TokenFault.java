package io.tidings.auth.jwt;

import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Why a token is not good, in words for the operator. The library's own words hold parts of the token.
final class TokenFault {
    private static final String OTHER =
            "it is not well-formed, its times contradict each other, or its key does not fit its alg";

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(ErrorCodes.EXPIRED, "it has expired"),
            Map.entry(ErrorCodes.EXPIRATION_MISSING, "it has no exp"),
            Map.entry(ErrorCodes.NOT_YET_VALID, "its nbf is in the future"),
            Map.entry(ErrorCodes.ISSUED_AT_INVALID_FUTURE, "its iat is in the future"),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, "it has no aud"),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, "its aud is for others"),
            Map.entry(ErrorCodes.SIGNATURE_INVALID, "its signature is wrong"),
            Map.entry(ErrorCodes.SIGNATURE_MISSING, "it is not signed"),
            Map.entry(ErrorCodes.ISSUER_INVALID, "its iss is not the issuer's"),
            Map.entry(ErrorCodes.JSON_INVALID, "it holds something that is not JSON"),
            Map.entry(ErrorCodes.MALFORMED_CLAIM, "it has a claim of the wrong type"));

    private TokenFault() {}

    static String of(InvalidJwtException failure) {
        return failure.getErrorDetails().stream()
                .map(error -> WORDS.getOrDefault(error.getErrorCode(), OTHER))
                .distinct()
                .collect(Collectors.joining(", and "));
    }
}
