package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

    @Test
    void whateverIsWrongTheAnswerIsTheSame() throws Exception {
        var others = new HashMap<String, String>();
        var bodies = new HashSet<String>();
        for (var bad : BadTokens.of(provider(), own).entrySet()) {
            var answer = show(bad.getValue());
            if (!answer.verdict().equals(BAD)) {
                others.put(bad.getKey(), answer.verdict());
            }
            bodies.add(answer.body());
        }

        assertThat(others, is(Map.of()));
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
        assertThat(verdict(provider().token(own).with("aud", List.of("somebody-else", "other"))), is(GOOD));
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
