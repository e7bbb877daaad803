package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// An address that tries one token after the other.
abstract class BadTokenLimitContract extends AccessFixture {
    private static final int MOST_A_MINUTE = 60;

    BadTokenLimitContract(Supplier<Hub> hub) {
        super(hub);
    }

    /// What the hub says once it has refused enough of them. A minute may be over meanwhile, and the count with it.
    private Answer refusalOfTooMany(String... headers) throws IOException {
        int refused = 0;
        while (true) {
            var answer = get("/topics/public/a", headers);
            if (answer.status() != 401) {
                assertThat(refused, greaterThanOrEqualTo(isExhausted ? 0 : MOST_A_MINUTE));
                isExhausted = true;
                return answer;
            }
            refused++;
        }
    }

    private boolean isExhausted;

    @Test
    void afterSixtyBadTokensAMinuteOnlyGoodOnesPass() throws IOException {
        var answer = refusalOfTooMany(bearer("no-such-token"));
        assertThat(answer.status(), is(429));
        assertThat(answer.headers().get("retry-after"), notNullValue());
        assertThat(answer.json().getString("type"), is("too-many-bad-tokens"));

        assertThat(read("/topics/builds/1", bearer(AccessTerms.CI)).status(), is(200));
        assertThat(
                read("/topics/users/id/" + own + "/a", provider().token(own).bearer())
                        .status(),
                is(200));

        var source = refusalOfTooMany(bearer("no-such-token"), "Accept: text/event-stream");
        assertThat(source.status(), is(200));
        assertThat(source.body(), matchesPattern(": Too Many Requests\nretry: [123]\\d{3}\n"));
    }

    /// Another test has another address.
    @Test
    void anotherAddressIsCountedForItself() throws IOException {
        assertThat(get("/topics/public/a", bearer("no-such-token")).status(), is(401));
    }
}
