package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A hub whose tokens are in a cookie of another name, so that two hubs of one host each have their own.
@Tag("slow")
@Tag("native")
class CookieNameIT extends AccessFixture {
    private static final String TOKEN = "token-in-a-cookie";

    @AutoClose
    private static PackagedServer server;

    CookieNameIT() {
        super(() -> new Hub(TestIssuer.MAIN, server.at("/"), server.at("/")));
    }

    @BeforeAll
    static void start() throws IOException {
        server = PackagedServer.start(
                "tidings.log.engine=memory", "tidings.auth.subscribe-tokens=" + TOKEN, "tidings.auth.cookie=news_hub");
    }

    private String asked(String cookies) throws IOException {
        return read("/topics/a", cookie(cookies)).verdict();
    }

    @Test
    void onlyTheCookieOfThatNameCounts() throws IOException {
        assertThat(asked("news_hub=" + TOKEN), is("200 none"));
        assertThat(asked("tidings_token=" + TOKEN), is("401 Bearer"));
        assertThat(
                asked("__Host-tidings_token=" + TOKEN + "; news_hub=wrong"), is("401 Bearer error=\"invalid_token\""));
    }

    @Test
    void theCookieOfTheHostAloneComesFirst() throws IOException {
        assertThat(asked("news_hub=wrong; __Host-news_hub=" + TOKEN), is("200 none"));
        assertThat(asked("news_hub=" + TOKEN + "; __Host-news_hub=wrong"), is("401 Bearer error=\"invalid_token\""));
    }
}
