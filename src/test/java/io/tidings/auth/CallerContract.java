package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What the hub tells a caller of itself, so that a page can say so.
abstract class CallerContract extends AccessFixture {
    CallerContract(Supplier<Hub> hub) {
        super(hub);
    }

    @Test
    void aTokenOfTheConfigurationHasItsNameAsSubject() throws IOException {
        var ci = read("/caller", bearer(AccessTerms.CI)).json();
        assertThat(ci.getString("subject"), is("ci"));
        assertThat(ci.getString("issuer"), nullValue());
        assertThat(ci.getBoolean("anonymous"), is(false));
        assertThat(ci.getList("publish"), contains("builds/**", "open/*"));
        assertThat(ci.getList("subscribe"), contains("builds/**", "public/**"));
        assertThat(ci.getBoolean("operate"), is(false));
        assertThat(ci.getString("expires"), nullValue());
        assertThat(read("/caller", bearer(AccessTerms.FILED)).json().getString("subject"), is("filed"));
        assertThat(read("/caller", bearer(AccessTerms.OPERATOR)).json().getBoolean("operate"), is(true));
        assertThat(read("/caller", bearer(AccessTerms.PUBLISHER)).json().getString("subject"), nullValue());

        var anonymous = read("/caller").json();
        assertThat(anonymous.getBoolean("anonymous"), is(true));
        assertThat(anonymous.getList("publish"), contains("open/*"));
        assertThat(anonymous.getList("subscribe"), contains("public/**"));
    }

    @Test
    void aUserHasAnIssuerAndAnEnd() throws IOException {
        var token = provider().token("alice");
        var caller = caller(token);

        assertThat(caller.getString("subject"), is("alice"));
        assertThat(caller.getString("issuer"), is("id"));
        assertThat(caller.getString("expires"), is(token.expiry().toString()));
        assertThat(caller.getList("publish"), contains("users/id/alice/inbox", "open/*"));
        assertThat(caller.getList("subscribe"), contains("users/id/alice/**", "alice/id/feed", "public/**"));
    }
}
