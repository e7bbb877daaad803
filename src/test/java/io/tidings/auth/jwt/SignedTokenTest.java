package io.tidings.auth.jwt;

import static io.tidings.auth.jwt.TestIssuer.refusal;
import static io.tidings.auth.jwt.TestIssuer.verify;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that are not well-formed tokens: each is refused, and none is a failure of the hub, whoever signed it.
class SignedTokenTest {
    private static final TestToken HS256 = TestToken.of("HS256");
    private static final String GOOD = HS256.sign(TestKeys.HMAC);
    private static final int DEEP = 7_000;
    private static final String LISTS = "[".repeat(DEEP) + "]".repeat(DEEP);
    private static final String OBJECTS = "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP);

    static Stream<Arguments> malformed() {
        return Stream.of(
                argumentSet("nothing", ""),
                argumentSet("dots", ".".repeat(20_000)),
                argumentSet("two parts", "e30.e30"),
                argumentSet("no header", ".e30.e30"),
                argumentSet("no payload", "e30..e30"),
                argumentSet("no JSON", "abcd.abcd.abcd"),
                argumentSet("JSON that is no object", TestToken.raw("[]", "5", "AA")),
                argumentSet("JSON null", TestToken.raw("null", "null", "AA")),
                argumentSet("a payload that is no object", HS256.sign(TestKeys.HMAC, "\"text\"")),
                argumentSet(
                        "more after the payload", HS256.sign(TestKeys.HMAC, "{\"iss\":\"" + TestToken.ISS + "\"}{}")),
                argumentSet("the JSON serialization", "{\"payload\":\"\"}"),
                argumentSet("padding", GOOD + "="),
                argumentSet("other characters", GOOD + "!"),
                argumentSet("a line break", GOOD + "\n"),
                argumentSet("a space", GOOD.replaceFirst("\\.", ". ")),
                argumentSet("a cut signature", GOOD.substring(0, GOOD.length() - 4)),
                argumentSet(
                        "a member twice in the header",
                        TestToken.raw("{\"alg\":\"HS256\",\"alg\":\"none\"}", "{}", "AA")),
                argumentSet(
                        "a claim twice",
                        HS256.sign(TestKeys.HMAC, "{\"iss\":\"a\",\"iss\":\"" + TestToken.ISS + "\"}")),
                argumentSet("JWE", TestToken.raw("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}", "", "AAAA.AAAA.AAAA")),
                argumentSet(
                        "JWE of a password",
                        TestToken.raw("{\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":1000000000}", "", "A.A.A")),
                argumentSet("a token in a token", HS256.header("cty", "JWT").sign(TestKeys.HMAC, GOOD)),
                argumentSet(
                        "a token in an unsigned one",
                        TestToken.of("none").header("cty", "jwt").sign(null, GOOD)),
                argumentSet("no alg", TestToken.raw("{}", "{\"iss\":\"" + TestToken.ISS + "\"}", "AA")),
                argumentSet("crit", HS256.header("crit", List.of("exp")).sign(TestKeys.HMAC)),
                argumentSet("crit with nothing", HS256.header("crit", List.of()).sign(TestKeys.HMAC)),
                argumentSet("crit of another type", HS256.header("crit", "b64").sign(TestKeys.HMAC)),
                argumentSet(
                        "crit with b64", HS256.header("crit", List.of("b64")).sign(TestKeys.HMAC)),
                argumentSet("b64", HS256.header("b64", true).sign(TestKeys.HMAC)),
                argumentSet(
                        "a payload that is not encoded",
                        HS256.header("b64", false).sign(TestKeys.HMAC, "{}")),
                argumentSet(
                        "typ of another token", HS256.header("typ", "dpop+jwt").sign(TestKeys.HMAC)));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isRefused(String text) {
        refusal(TestIssuer.withSecret(), text);
    }

    static Stream<Arguments> deep() {
        return Stream.of("iss", "sub", "aud", "exp", "nbf", "iat", "tidings", "anything")
                .flatMap(claim -> Stream.of(LISTS, OBJECTS, "[" + LISTS + "]").map(json -> Arguments.of(claim, json)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deep")
    void aClaimThatIsNestedDeepIsRefused(String claim, String json) {
        var payload = json("\"iss\":\"" + TestToken.ISS + "\",", claim, json);

        refusal(TestIssuer.withSecret(), HS256.sign(TestKeys.HMAC, payload));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alg", "typ", "kid", "cty", "crit", "x5t", "x5t#S256", "jwk", "anything"})
    void aHeaderThatIsNestedDeepIsRefused(String member) {
        refusal(
                TestIssuer.withSecret(),
                TestToken.raw(
                        json("\"alg\":\"HS256\",", member, LISTS), json("", "iss", "\"" + TestToken.ISS + "\""), "AA"));
        refusal(
                TestIssuer.withSecret(),
                TestToken.raw(
                        json("\"alg\":\"HS256\",", member, OBJECTS),
                        json("", "iss", "\"" + TestToken.ISS + "\""),
                        "AA"));
    }

    /// Once more, of the same name, it would be refused as a duplicate.
    private static String json(String before, String name, String value) {
        return "{" + (before.contains("\"" + name + "\"") ? "" : before) + "\"" + name + "\":" + value + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"typ", "kid", "x5t", "x5t#S256"})
    void aMemberOfTheHeaderThatIsNoTextIsRefused(String member) {
        for (var value : List.of(5, true, List.of("HS256"), Map.of("a", 1))) {
            refusal(TestIssuer.withSecret(), HS256.header(member, value).sign(TestKeys.HMAC));
        }
    }

    @ParameterizedTest
    @CsvSource({"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
    void eachTypeOfATokenIsTaken(String type) {
        verify(TestIssuer.withSecret(), HS256.header("typ", type).sign(TestKeys.HMAC));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000})
    void aTokenOfManyClaimsIsTaken(int claims) {
        var token = HS256.claim("groups", Collections.nCopies(claims, "news"));

        assertEquals(
                "ann",
                verify(TestIssuer.withSecret(), token.sign(TestKeys.HMAC))
                        .subject()
                        .orElseThrow()
                        .name());
    }
}
