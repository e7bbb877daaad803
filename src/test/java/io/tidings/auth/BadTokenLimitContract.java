package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// An address that tries one token after the other.
abstract class BadTokenLimitContract extends AccessFixture {
    private static final int MOST_A_MINUTE = 60;
    private static final int MANY = 1_000;

    BadTokenLimitContract(Supplier<Hub> hub) {
        super(hub);
    }

    private int refused;

    /// What the hub says once it has refused enough of them. The minute of the hub may end before, and the
    /// count with it.
    private Answer refusalOfTooMany(String... headers) throws IOException {
        var answer = get("/topics/public/a", headers);
        while (answer.status() == 401) {
            assertThat(++refused, lessThan(MANY));
            answer = get("/topics/public/a", headers);
        }
        return answer;
    }

    @Test
    void afterSixtyBadTokensAMinuteOnlyGoodOnesPass() throws IOException {
        var answer = refusalOfTooMany(bearer("no-such-token"));
        assertThat(answer.status(), is(429));
        assertThat(refused, greaterThanOrEqualTo(MOST_A_MINUTE));
        assertThat(answer.headers().get("retry-after"), is("65"));
        assertThat(answer.json().getString("type"), is("too-many-bad-tokens"));

        assertThat(read("/topics/builds/1", bearer(AccessTerms.CI)).status(), is(200));
        assertThat(
                read("/topics/users/id/" + own + "/a", provider().token(own).bearer())
                        .status(),
                is(200));

        var source = refusalOfTooMany(bearer("no-such-token"), "Accept: text/event-stream");
        assertThat(source.status(), is(200));
        assertThat(source.body(), matchesPattern(": Too Many Requests\nretry: 6[123]\\d{3}\n"));

        move();
        assertThat(get("/topics/public/a", bearer("no-such-token")).status(), is(401));
    }
}
