package io.tidings.auth.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which algorithms an issuer's tokens may have.
class AlgorithmsTest {
    @Test
    void aSecretIsForHmacAndAPublicKeyForSignatures() {
        assertEquals(List.of("HS256"), Algorithms.defaultsFor(true));
        assertTrue(Algorithms.fit(List.of("HS256", "HS512"), true));
        assertTrue(Algorithms.fit(List.of("RS256", "EdDSA"), false));
        assertTrue(Algorithms.defaultsFor(false).stream().noneMatch(name -> name.startsWith("HS")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "hs256", "", "ES256K", "RSA-OAEP"})
    void nothingElseFitsAnyKey(String algorithm) {
        assertFalse(Algorithms.fit(List.of("HS256", algorithm), true));
        assertFalse(Algorithms.fit(List.of("RS256", algorithm), false));
        assertFalse(Algorithms.ALL.contains(algorithm));
    }

    @Test
    void hmacNeverFitsAPublicKeyNorASignatureASecret() {
        Algorithms.SYMMETRIC.forEach(name -> assertFalse(Algorithms.fit(List.of("RS256", name), false)));
        Algorithms.ASYMMETRIC.forEach(name -> assertFalse(Algorithms.fit(List.of("HS256", name), true)));
    }

    @Test
    void aSecretIsAsLongAsTheLongestHash() {
        assertEquals(32, Algorithms.leastSecretBytes(List.of("HS256")));
        assertEquals(64, Algorithms.leastSecretBytes(List.of("HS384", "HS512", "HS256")));
        assertEquals(0, Algorithms.leastSecretBytes(List.of("RS512")));
    }
}
