package io.tidings.auth.jwt;

import static io.tidings.auth.jwt.TestIssuer.refusal;
import static io.tidings.auth.jwt.TestIssuer.verify;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tidings.auth.Grants;
import io.tidings.event.Patterns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the claims of a token grant.
class TokenGrantsTest {
    private static final TestToken HS256 = TestToken.of("HS256");
    private static final GrantRule OWN = rule("users/{sub}/**");

    @ParameterizedTest
    @ValueSource(strings = {"**", "*", "a/b", "../admin", "ann/**", "\n", "\0", "\u202e", "\ufffd"})
    void aSubjectThatIsNoSegmentGrantsNothing(String subject) {
        assertEquals(Grants.NONE, own(TestIssuer.withSecret(OWN), HS256.claim("sub", subject)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,admin", "{sub}", "{groups}", "tidings", "..", "$0", "a b"})
    void aSubjectIsOneSegment(String subject) {
        assertEquals(
                Patterns.of("users/" + subject + "/**"),
                own(TestIssuer.withSecret(OWN), HS256.claim("sub", subject)).subscribe());
    }

    @Test
    void aClaimThatIsNotTrustedGrantsNothing() {
        var token = HS256.claim("tidings", Map.of("subscribe", List.of("**"), "operate", true));

        assertEquals(Grants.NONE, own(TestIssuer.withSecret(), token));
        assertEquals(
                new Grants(Patterns.of(), Patterns.ALL, true),
                own(TestIssuer.withSecret(Optional.of("tidings")), token));
    }

    @Test
    void aClaimWithGrantsThatIsNotWellFormedIsRefused() {
        var issuers = TestIssuer.withSecret(Optional.of("tidings"));
        for (var claim : List.of(
                "**",
                List.of("**"),
                Map.of("subscribe", "**"),
                Map.of("subscribe", List.of(5)),
                Map.of("subscribe", List.of(Map.of("a", "b"))),
                Map.of("subscribe", List.of("a/**/b")),
                Map.of("subscribe", List.of("")),
                Map.of(
                        "publish",
                        IntStream.range(0, 1_001).mapToObj(i -> "t" + i).toList()),
                Map.of("operate", "true"),
                Map.of("operate", 1))) {
            refusal(issuers, HS256.claim("tidings", claim).sign(TestKeys.HMAC));
        }
        refusal(issuers, HS256.sign(TestKeys.HMAC, goodWith("\"tidings\":{\"subscribe\":[null]}")));
    }

    @Test
    void membersThatAreNullGrantNothing() {
        var issuers = TestIssuer.withSecret(Optional.of("tidings"));
        var token = HS256.sign(TestKeys.HMAC, goodWith("\"tidings\":{\"subscribe\":null,\"operate\":null}"));

        assertEquals(Grants.NONE, verify(issuers, token).own());
    }

    @Test
    void moreThanAThousandPatternsAreRefused() {
        var issuers = TestIssuer.withSecret(rule("teams/{groups}", "chat/{groups}"));

        assertEquals(1_000, own(issuers, HS256.claim("groups", numbers(500))).size());
        refusal(issuers, HS256.claim("groups", numbers(501)).sign(TestKeys.HMAC));
    }

    @Test
    void manyCombinationsAreRefusedOrNothingAtOnce() {
        var issuers = TestIssuer.withSecret(rule("{a}-{a}-{a}-{a}/{b}"));

        refusal(issuers, HS256.claim("a", numbers(2_000)).claim("b", "x").sign(TestKeys.HMAC));
        assertEquals(Grants.NONE, own(issuers, HS256.claim("a", numbers(2_000))));
        assertEquals(Grants.NONE, own(issuers, HS256.claim("a", numbers(2_000)).claim("b", List.of("", "/", "*"))));
    }

    @Test
    void grantsAddUp() {
        var scoped = new GrantRule("scope", "news:write", List.of(GrantTemplate.parse("news/**")), List.of(), true);
        var issuers = TestIssuer.withSecret(Optional.of("tidings"), OWN, scoped);
        var token = HS256.claim("tidings", Map.of("publish", List.of("a"))).claim("scope", "openid news:write");

        var own = own(issuers, token);

        assertEquals(new Grants(Patterns.of("a", "news/**"), Patterns.of("users/ann/**"), true), own);
        assertFalse(own(issuers, token.claim("scope", "news:writer")).operate());
    }

    private static Grants own(Issuers issuers, TestToken token) {
        return verify(issuers, token.sign(TestKeys.HMAC)).own();
    }

    private static GrantRule rule(String... templates) {
        return GrantRule.ofAll(
                List.of(), List.of(templates).stream().map(GrantTemplate::parse).toList());
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static String goodWith(String claim) {
        return "{\"iss\":\"" + TestToken.ISS + "\",\"aud\":\"" + TestToken.AUDIENCE + "\",\"exp\":"
                + (TestToken.NOW + 9) + "," + claim + "}";
    }
}
