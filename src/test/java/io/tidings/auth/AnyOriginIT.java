package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.tidings.PackagedServer;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A hub behind a proxy that pages of all origins may use, but none of them with its cookie.
class AnyOriginIT extends AccessFixture {
    private static final String COOKIE = cookie("tidings_token=" + AccessTerms.PUBLISHER);
    private static final String EVIL = "Origin: https://evil.example.com";

    @AutoClose
    private static PackagedServer server;

    AnyOriginIT() {
        super(() -> new Hub(TestIssuer.MAIN, server.at("/"), server.at("/")));
    }

    @BeforeAll
    static void start() throws IOException {
        server = PackagedServer.start(
                "tidings.log.engine=memory",
                "tidings.auth.publish-tokens=" + AccessTerms.PUBLISHER,
                "tidings.cors.origins=*",
                "tidings.public-url=https://hub.example.com");
    }

    @Test
    void allAreAllowedByAStarWithoutCredentials() throws IOException {
        var answer = read("/topics/a", EVIL);
        var preflight = request("OPTIONS", "/topics/a", EVIL, "Access-Control-Request-Method: POST");

        assertThat(answer.status(), is(200));
        assertThat(answer.headers().get("access-control-allow-origin"), is("*"));
        assertThat(answer.headers(), not(hasKey("access-control-allow-credentials")));
        assertThat(preflight.headers().get("access-control-allow-origin"), is("*"));
        assertThat(preflight.headers(), not(hasKey("access-control-allow-credentials")));
    }

    @Test
    void aTokenInTheHeaderIsGoodFromAnyOfThem() throws IOException {
        assertThat(post("/topics/a", "x", bearer(AccessTerms.PUBLISHER), EVIL).status(), is(200));
    }

    /// The host of the request is what the proxy makes of it.
    @ParameterizedTest
    @CsvSource({
        "https://hub.example.com, 200",
        "https://HUB.example.com:443, 200",
        "http://hub.example.com, 403",
        "https://evil.example.com, 403",
        "http://tidings, 403",
        "*, 403"
    })
    void withTheCookieOnlyThePagesOfThePublicUrlChangeSomething(String origin, int status) throws IOException {
        assertThat(post("/topics/a", "x", COOKIE, "Origin: " + origin).status(), is(status));
    }
}
