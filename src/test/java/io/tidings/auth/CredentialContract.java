package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a request shows its credential.
abstract class CredentialContract extends AccessFixture {
    private static final String UNCLEAR = "400 Bearer error=\"invalid_request\"";
    private static final String NONE = "401 Bearer";
    private static final String BAD = "401 Bearer error=\"invalid_token\"";

    CredentialContract(Supplier<Hub> hub) {
        super(hub);
    }

    /// What the hub says of a request for what `ci` alone may read.
    private String asked(String... headers) throws IOException {
        return read("/topics/builds/1", headers).verdict();
    }

    private static final String GOOD = "200 none";

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR  "})
    void theSchemeIsReadInAnyCase(String scheme) throws IOException {
        assertThat(asked("Authorization: " + scheme + AccessTerms.CI), is(GOOD));
    }

    @Test
    void twoHeadersAreUnclear() throws IOException {
        assertThat(asked(bearer(AccessTerms.CI), bearer(AccessTerms.CI)), is(UNCLEAR));
        assertThat(asked(bearer(AccessTerms.CI), "Authorization: Basic Y2k6Y2k="), is(UNCLEAR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a b"})
    void aHeaderWithoutOneTokenIsUnclear(String authorization) throws IOException {
        assertThat(asked("Authorization: " + authorization), is(UNCLEAR));
    }

    @Test
    void anotherSchemeIsNoCredentialAndHidesTheCookie() throws IOException {
        assertThat(asked("Authorization: Basic Y2k6Y2k="), is(NONE));
        assertThat(asked("Authorization: Basic Y2k6Y2k=", cookie("tidings_token=" + AccessTerms.CI)), is(NONE));
    }

    @Test
    void withoutAHeaderTheCookieCounts() throws IOException {
        assertThat(asked(cookie("a=b; tidings_token=" + AccessTerms.CI)), is(GOOD));
        assertThat(asked(cookie("tidings_token=wrong")), is(BAD));
    }

    @Test
    void theCookieOfTheHostAloneComesFirst() throws IOException {
        var good = "__Host-tidings_token=" + AccessTerms.CI;
        assertThat(asked(cookie("tidings_token=wrong; " + good)), is(GOOD));
        assertThat(asked(cookie("__Host-tidings_token=wrong; tidings_token=" + AccessTerms.CI)), is(BAD));
    }

    @Test
    void twoValuesOfOneCookieAreUnclear() throws IOException {
        var cookie = "tidings_token=" + AccessTerms.CI;
        assertThat(asked(cookie(cookie + "; tidings_token=other")), is(UNCLEAR));
        assertThat(asked(cookie(cookie), cookie("tidings_token=other")), is(UNCLEAR));
        assertThat(asked(cookie(cookie + "; " + cookie)), is(GOOD));
    }

    /// Some libraries read over what is not well-formed, and find the cookie behind it, or none.
    @Test
    void noCookieIsTakenForAnotherOrOverlooked() throws IOException {
        assertThat(asked(cookie(",__Host-tidings_token=" + AccessTerms.CI)), is(NONE));
        assertThat(asked(cookie(",__Host-tidings_token=wrong; tidings_token=" + AccessTerms.CI)), is(GOOD));
        assertThat(asked(cookie("$tidings_token=" + AccessTerms.CI)), is(NONE));
        assertThat(asked(cookie("TIDINGS_TOKEN=" + AccessTerms.CI)), is(NONE));
        assertThat(asked(cookie("tidings_token=\"" + AccessTerms.CI)), is(BAD));
        assertThat(asked(cookie("__Host-tidings_token=\"x; tidings_token=" + AccessTerms.CI)), is(BAD));
        assertThat(asked(cookie("tidings_token=\"" + AccessTerms.CI + "\"")), is(GOOD));
        assertThat(asked(cookie("a=b;tidings_token=" + AccessTerms.CI + ";c")), is(GOOD));
    }

    @Test
    void theHeaderBeatsACookieThatDisagrees() throws IOException {
        assertThat(asked(bearer(AccessTerms.CI), cookie("tidings_token=wrong")), is(GOOD));
        assertThat(asked(bearer("wrong"), cookie("tidings_token=" + AccessTerms.CI)), is(BAD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "authorization", "tidings_token"})
    void aTokenInTheUrlIsNone(String parameter) throws IOException {
        var answer = read("/topics/builds/1?" + parameter + "=" + AccessTerms.CI);

        assertThat(answer.verdict(), is(NONE));
    }

    @Test
    void everyRouteAsksForACredential() throws IOException {
        assertThat(get("/topics/builds/1", "Accept: text/event-stream").verdict(), is(NONE));
        assertThat(get("/events?topic=builds/1").verdict(), is(NONE));
        assertThat(request("HEAD", "/topics/builds/1").verdict(), is(NONE));
        assertThat(request("DELETE", "/topics/builds/1").verdict(), is(NONE));
        assertThat(post("/topics/builds/1", "x").verdict(), is(NONE));
        assertThat(post("/events", "{\"topic\":\"builds/1\",\"data\":\"x\"}").verdict(), is(NONE));
    }
}
