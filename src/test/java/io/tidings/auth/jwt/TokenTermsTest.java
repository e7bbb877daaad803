package io.tidings.auth.jwt;

import static io.tidings.auth.jwt.TestIssuer.refusal;
import static io.tidings.auth.jwt.TestIssuer.verify;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom, when and for which hub a token names that its issuer has signed.
class TokenTermsTest {
    private static final TestToken HS256 = TestToken.of("HS256");
    private static final Instant NOW = Instant.ofEpochSecond(TestToken.NOW);

    @ParameterizedTest
    @CsvSource(textBlock = """
        # claim, seconds from now, good
        exp,               1, true
        exp,               0, false
        exp,              -1, false
        nbf,              30, true
        nbf,              31, false
        nbf,     -1800000001, true
        iat,              30, true
        iat,              31, false
        iat,     -1000000000, true
        """)
    void aTimeIsComparedWithNow(String claim, long seconds, boolean isGood) {
        var token = HS256.without("iat").claim(claim, TestToken.NOW + seconds).sign(TestKeys.HMAC);

        if (isGood) {
            verify(TestIssuer.withSecret(), token);
        } else {
            assertTrue(refusal(TestIssuer.withSecret(), token).contains(claim.equals("exp") ? "expired" : claim));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "nbf", "iat"})
    void aTimeThatIsNoNumberIsRefused(String claim) {
        for (var value : List.of("2027-01-15", true, List.of(TestToken.NOW), BigInteger.TEN.pow(30))) {
            var reason =
                    refusal(TestIssuer.withSecret(), HS256.claim(claim, value).sign(TestKeys.HMAC));

            assertEquals("it has a claim of the wrong type", reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-1e999", "-9223372036854775808", "1.5", "null"})
    void anEndThatIsLongPastOrMissingIsRefused(String exp) {
        refusal(TestIssuer.withSecret(), withEnd(exp));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1e999", "1.5e10", "253402300800"})
    void anEndThatIsFarAwayIsTaken(String exp) {
        var validity = verify(TestIssuer.withSecret(), withEnd(exp)).validity();

        assertFalse(validity.isOver(NOW));
        assertTrue(validity.isOver(Instant.MAX));
    }

    @Test
    void aFractionOfASecondIsCutOff() {
        var validity = verify(TestIssuer.withSecret(), withEnd((TestToken.NOW + 1) + ".9"))
                .validity();

        assertEquals(Optional.of(NOW.plusSeconds(1)), validity.expiry());
    }

    private static String withEnd(String exp) {
        return HS256.sign(TestKeys.HMAC, goodWith("\"exp\":" + exp));
    }

    private static String goodWith(String claims) {
        return "{\"iss\":\"" + TestToken.ISS + "\",\"aud\":\"" + TestToken.AUDIENCE + "\"," + claims + "}";
    }

    @Test
    void aTokenMustEnd() {
        assertEquals(
                "it has no exp",
                refusal(TestIssuer.withSecret(), HS256.without("exp").sign(TestKeys.HMAC)));
    }

    @Test
    void aTokenIsForThisHub() {
        var issuers = TestIssuer.withSecret();

        verify(issuers, HS256.claim("aud", List.of("other", TestToken.AUDIENCE)).sign(TestKeys.HMAC));
        assertEquals("it has no aud", refusal(issuers, HS256.without("aud").sign(TestKeys.HMAC)));
        for (var audience : List.of("", "other", "TIDINGS", List.of(), List.of("other"))) {
            refusal(issuers, HS256.claim("aud", audience).sign(TestKeys.HMAC));
        }
        for (var audience : List.of(5, List.of(5, TestToken.AUDIENCE), List.of(List.of(TestToken.AUDIENCE)))) {
            refusal(issuers, HS256.claim("aud", audience).sign(TestKeys.HMAC));
        }
    }

    @Test
    void theSubjectsOfTwoIssuersAreApart() {
        var issuers = TestIssuer.all(
                TestIssuer.withSecret("one", "https://one", Optional.empty()),
                TestIssuer.withSecret("two", "https://two", Optional.empty()));

        var one = verify(issuers, HS256.claim("iss", "https://one").sign(TestKeys.HMAC))
                .subject()
                .orElseThrow();
        var two = verify(issuers, HS256.claim("iss", "https://two").sign(TestKeys.HMAC))
                .subject()
                .orElseThrow();

        assertEquals(one.name(), two.name());
        assertFalse(one.equals(two) || one.key().equals(two.key()));
    }

    @Test
    void aTokenThatNamesNobodyHasNoSubject() {
        for (var token : List.of(HS256.without("sub"), HS256.claim("sub", ""))) {
            assertEquals(
                    Optional.empty(),
                    verify(TestIssuer.withSecret(), token.sign(TestKeys.HMAC)).subject());
        }
    }

    @Test
    void aSubjectIsATextOfAFewCharacters() {
        for (var subject : List.of("x".repeat(1_025), "x".repeat(10_000), 5, List.of("ann"))) {
            refusal(TestIssuer.withSecret(), HS256.claim("sub", subject).sign(TestKeys.HMAC));
        }
        refusal(TestIssuer.withSecret(), HS256.sign(TestKeys.HMAC, goodWith("\"exp\":1e99,\"sub\":\"half \\ud800\"")));
        verify(TestIssuer.withSecret(), HS256.claim("sub", "x".repeat(1_024)).sign(TestKeys.HMAC));
    }
}
