package io.tidings.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.RsaKeyUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that are not good, whatever is wrong with them, and some that nearly are not.
abstract class BadTokenContract extends AccessFixture {
    private static final String BAD = "401 Bearer error=\"invalid_token\"";
    private static final String GOOD = "200 none";

    BadTokenContract(Supplier<Hub> hub) {
        super(hub);
    }

    private Answer show(String token) throws IOException {
        return read("/caller", bearer(token));
    }

    private String verdict(Jwt token) throws IOException {
        return show(token.sign()).verdict();
    }

    /// By what is wrong with them.
    private Map<String, String> badTokens() throws JoseException {
        var id = provider();
        var publicKey = id.publicKey();
        var stranger = RsaJwkGenerator.generateJwk(2_048);
        var all = new LinkedHashMap<String, String>();
        all.put("unknown", "no-such-token");
        all.put("nearly a token of the configuration", AccessTerms.CI + "x");
        all.put("no JWT", "a.b.c");
        all.put("expired", id.token(own).within("exp", -1).sign());
        all.put("for others", id.token(own).with("aud", "somebody-else").sign());
        all.put("for nobody", id.token(own).without("aud").sign());
        all.put(
                "another key",
                id.with("RS256", stranger.getRsaPrivateKey()).token(own).sign());
        all.put("another kid", id.token(own).withHeader("kid", "other").sign());
        all.put("changed", changed(id.token(own).sign()));
        all.put("alg none", id.with("none", id.key()).token(own).sign());
        all.put(
                "public key as secret",
                id.with("HS256", new HmacKey(publicKey.getEncoded())).token(own).sign());
        all.put(
                "public PEM as secret",
                id.with("HS256", new HmacKey(RsaKeyUtil.pemEncode(publicKey).getBytes(UTF_8)))
                        .token(own)
                        .sign());
        all.put(
                "secret of another issuer",
                id.with("HS256", TestIssuer.MAIN.key()).token(own).sign());
        all.put(
                "key of another issuer",
                id.with(TestIssuer.MAIN.iss()).token(own).sign());
        all.put(
                "key that it brings along",
                id.with("RS256", stranger.getRsaPrivateKey())
                        .token(own)
                        .withHeader("jwk", stranger.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                        .sign());
        all.put(
                "weaker algorithm",
                TestIssuer.LASTING
                        .with("HS256", TestIssuer.LASTING.key())
                        .token(own)
                        .sign());
        all.put(
                "unknown issuer",
                id.with("https://nobody.example.com").token(own).sign());
        all.put("no issuer", id.token(own).without("iss").sign());
        all.put("no exp", id.token(own).without("exp").sign());
        all.put("not yet", id.token(own).within("nbf", 300).sign());
        all.put("from the future", id.token(own).within("iat", 300).sign());
        all.put("another typ", id.token(own).withHeader("typ", "logout+jwt").sign());
        all.put("a claim of the wrong type", id.token().with("sub", 7).sign());
        return all;
    }

    private static String changed(String token) {
        var parts = token.split("\\.");
        var claims = new StringBuilder(parts[1]);
        int middle = claims.length() / 2;
        claims.setCharAt(middle, claims.charAt(middle) == 'A' ? 'B' : 'A');
        return parts[0] + "." + claims + "." + parts[2];
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSame() throws Exception {
        var verdicts = new HashMap<String, String>();
        var bodies = new HashSet<String>();
        for (var bad : badTokens().entrySet()) {
            var answer = show(bad.getValue());
            verdicts.put(bad.getKey(), answer.verdict());
            bodies.add(answer.body());
        }

        var others = new HashMap<>(verdicts);
        others.values().removeIf(BAD::equals);
        assertThat(others, aMapWithSize(0));
        assertThat(bodies, hasSize(1));
    }

    /// It would be read as the anonymous caller that it shows itself not to be.
    @Test
    void aBadTokenIsRefusedEvenWhereNoneIsNeeded() throws IOException {
        assertThat(read("/topics/public/" + own).status(), is(200));
        assertThat(read("/topics/public/" + own, bearer("no-such-token")).verdict(), is(BAD));
        assertThat(post("/topics/open/" + own, "x", bearer("no-such-token")).verdict(), is(BAD));
    }

    @Test
    void anExpiryHasNoLeeway() throws IOException {
        assertThat(verdict(provider().token(own).within("exp", 0)), is(BAD));
        assertThat(verdict(provider().token(own).within("exp", 60)), is(GOOD));
    }

    @ParameterizedTest
    @CsvSource({"nbf, 20, 200 none", "iat, 20, 200 none", "nbf, -20, 200 none", "iat, -100000000, 200 none"})
    void clocksMayDifferALittle(String claim, long seconds, String verdict) throws IOException {
        assertThat(verdict(provider().token(own).within(claim, seconds)), is(verdict));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "AT+JWT", "application/at+jwt"})
    void theTypesOfAccessTokensAreGood(String type) throws IOException {
        assertThat(verdict(provider().token(own).withHeader("typ", type)), is(GOOD));
    }

    @Test
    void oneOfTheAudiencesIsEnough() throws IOException {
        assertThat(verdict(provider().token(own).with("aud", java.util.List.of("somebody-else", "other"))), is(GOOD));
    }

    @Test
    void anExpiryIsNeededUnlessTheConfigurationSaysOtherwise() throws IOException {
        assertThat(verdict(TestIssuer.MAIN.token(own).without("exp")), is(BAD));
        assertThat(verdict(TestIssuer.LASTING.token(own).without("exp")), is(GOOD));
    }

    /// That is not the token's fault, and may pass.
    @Test
    void aTokenWhoseIssuerHasNeverAnsweredIsToWait() throws IOException {
        var token = TestIssuer.AWAY.token(own).bearer();

        var answer = read("/caller", token);
        assertThat(answer.status(), is(503));
        assertThat(answer.headers().get("retry-after"), notNullValue());
        assertThat(get("/topics/public/a", token, "Accept: text/event-stream").status(), is(200));
    }
}
