package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a claim is found, and which values it has.
class ClaimValuesTest {
    private static final Map<String, Object> CLAIMS = Map.of(
            "scope", "openid news:write",
            "a/b", "exact",
            "a", Map.of("b", "inner", "c", Map.of("d", "deep", "d/e", "exact and deep")),
            "https://example.com/roles", List.of("admin", 7L, true),
            "list", List.of("x"));

    @ParameterizedTest
    @CsvSource({
        "a/b, exact",
        "a/c/d, deep",
        "a/c/d/e, exact and deep",
        "https://example.com/roles, '[admin, 7, true]'",
        "scope, openid news:write"
    })
    void theExactNameComesBeforeThePath(String name, String expected) {
        assertEquals(expected, ClaimValues.find(CLAIMS, name).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a//b", "a/c/d/e/f", "scope/x", "list/0", "list/x", "b", "A/b"})
    void aClaimThatIsNotThereIsNone(String name) {
        assertEquals(Optional.empty(), ClaimValues.find(CLAIMS, name));
    }

    @Test
    void aClaimHasItsValueOrAWord() {
        assertTrue(ClaimValues.has("openid news:write", "news:write"));
        assertTrue(ClaimValues.has("openid news:write", "openid news:write"));
        assertTrue(ClaimValues.has(List.of("admin", 7L, true), "admin"));
        assertTrue(ClaimValues.has(List.of("admin", 7L, true), "7"));
        assertTrue(ClaimValues.has(true, "true"));
        assertTrue(ClaimValues.has(7L, "7"));
    }

    @Test
    void aClaimHasNothingElse() {
        assertFalse(ClaimValues.has("openid news:write", "news"));
        assertFalse(ClaimValues.has("openid news:write", "news:writer"));
        assertFalse(ClaimValues.has(List.of("openid news:write"), "openid"));
        assertFalse(ClaimValues.has(List.of(List.of("admin")), "admin"));
        assertFalse(ClaimValues.has(List.of(List.of("admin")), "[admin]"));
        assertFalse(ClaimValues.has(Map.of("admin", true), "admin"));
        assertFalse(ClaimValues.has(Map.of("a", "b"), "{a=b}"));
        assertFalse(ClaimValues.has("", "x"));
        assertFalse(ClaimValues.has(List.of(), "x"));
    }
}
