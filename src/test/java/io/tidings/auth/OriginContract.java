package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages that change something with the cookie, which a browser sends along with the requests of any page.
abstract class OriginContract extends AccessFixture {
    private static final String COOKIE = cookie("tidings_token=" + AccessTerms.PUBLISHER);

    OriginContract(Supplier<Hub> hub) {
        super(hub);
    }

    /// Raw requests have the host `tidings`.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://tidings",
                "Origin: http://tidings:80",
                "Origin: https://app.example.com",
                "Origin: http://localhost:3000",
                "Referer: http://tidings/page?a=b",
                "Referer: https://app.example.com/"
            })
    void thePagesOfTheHubAndOfListedOriginsMay(String header) throws IOException {
        assertThat(post("/topics/" + own, "x", COOKIE, header).status(), is(200));
        assertThat(
                post("/events", "{\"topic\":\"a\",\"data\":\"x\"}", COOKIE, header)
                        .status(),
                is(200));
        assertThat(request("DELETE", "/topics/" + own, COOKIE, header).status(), is(204));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example.com",
                "Origin: https://tidings",
                "Origin: http://tidings:8080",
                "Origin: http://tidings.example.com",
                "Origin: http://app.example.com",
                "Origin: null",
                "Origin: ",
                "Referer: https://evil.example.com/http://tidings/",
                "X-Unrelated: no origin at all"
            })
    void othersMayNotAndAreToldNothingOfTheCredential(String header) throws IOException {
        var answer = post("/topics/" + own, "x", COOKIE, header);

        assertThat(answer.verdict(), is("403 none"));
        assertThat(answer.json().getString("type"), is("foreign-origin"));
        assertThat(
                post("/events", "{\"topic\":\"a\",\"data\":\"x\"}", COOKIE, header)
                        .status(),
                is(403));
        assertThat(request("DELETE", "/topics/" + own, COOKIE, header).status(), is(403));
    }

    /// A page that may hide where it comes from would otherwise name another.
    @Test
    void aRefererDoesNotHelpAnOriginThatMayNot() throws IOException {
        var answer = post("/topics/a", "x", COOKIE, "Origin: null", "Referer: http://tidings/");

        assertThat(answer.status(), is(403));
    }

    @Test
    void readingWithTheCookieIsOpenToAnyPage() throws IOException {
        var cookie = cookie("tidings_token=" + AccessTerms.SUBSCRIBER);

        assertThat(read("/topics/a", cookie, "Origin: https://evil.example.com").status(), is(200));
        open("/topics/a", cookie, "Origin: null").close();
    }

    @Test
    void aHeaderIsSentByNobodyElse() throws IOException {
        var header = bearer(AccessTerms.PUBLISHER);

        assertThat(
                post("/topics/a", "x", header, "Origin: https://evil.example.com")
                        .status(),
                is(200));
        assertThat(post("/topics/a", "x", header, COOKIE).status(), is(200));
    }

    @Test
    void withoutACredentialThereIsNothingToAbuse() throws IOException {
        assertThat(
                post("/topics/open/a", "x", "Origin: https://evil.example.com").status(), is(200));
    }
}
