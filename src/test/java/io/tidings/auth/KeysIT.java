package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidings.PackagedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys and tokens that come and go while the hub runs.
@Tag("slow")
class KeysIT extends AccessFixture {
    private static final String NEXT = "next-token-in-a-file";
    private static final int UNKNOWN_KEYS = 40;

    @TempDir
    static Path folder;

    @AutoClose
    private static AccessTerms terms;

    @AutoClose
    private static IdentityProvider rotating;

    @AutoClose
    private static IdentityProvider leaving;

    @AutoClose
    private static PackagedServer server;

    KeysIT() {
        super(() -> new Hub(terms.provider().issuer(), server.at("/"), server.at("/")));
    }

    @BeforeAll
    static void start() throws IOException {
        terms = AccessTerms.in(folder);
        rotating = IdentityProvider.start("rotating");
        leaving = IdentityProvider.start("leaving");
        var settings = terms.settings();
        for (var provider : new IdentityProvider[] {rotating, leaving}) {
            var prefix = "tidings.auth.issuers." + provider.issuer().name();
            settings.put(prefix + ".issuer", provider.issuer().iss());
            settings.put(prefix + ".audience", Jwt.AUDIENCE);
            settings.put(prefix + ".refresh", "10s");
        }
        settings.put("tidings.log.engine", "memory");
        server = PackagedServer.start(AccessTerms.properties(settings));
    }

    private int status(String authorization) throws IOException {
        return read("/caller", authorization).status();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.holds()) {
            assertThat(what, System.nanoTime() - deadline < 0);
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    @Test
    void aStreamEndsWhenTheFileOfItsTokenIsGone() throws Exception {
        var file = terms.secretFile();
        try (var stream = open("/topics/filed/a", bearer(AccessTerms.FILED))) {
            Files.delete(file);

            assertThat(rest(stream), containsString("\nevent: tidings:expired\n"));
        }
        assertThat(status(bearer(AccessTerms.FILED)), is(401));

        Files.writeString(file, NEXT);

        await("the token of the new file", () -> status(bearer(NEXT)) == 200);
    }

    @Test
    void aStreamEndsWhenItsIssuerNoLongerHasTheKey() throws Exception {
        var token = rotating.issuer().token(own).bearer();
        try (var stream = open("/topics/public/a", token)) {
            rotating.changeKey("second");

            var next = rotating.issuer().token(own).bearer();
            await("a token with the new key", () -> status(next) == 200);
            assertThat(rest(stream), containsString("\nevent: tidings:expired\n"));
        }
        assertThat(status(token), is(401));
    }

    /// The refresh every ten seconds asks as well.
    @Test
    void tokensWithInventedKeysAskTheIssuerOnceInTenSeconds() throws Exception {
        assertThat(status(terms.provider().issuer().token(own).bearer()), is(200));
        int before = terms.provider().questions();
        long start = System.nanoTime();
        for (int i = 0; i < UNKNOWN_KEYS; i++) {
            var invented =
                    provider().token(own).withHeader("kid", "invented-" + i).bearer();
            assertThat(status(invented), is(401));
        }

        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        assertThat((long) terms.provider().questions() - before, lessThanOrEqualTo(2 + seconds / 10));
    }

    @Test
    void knownKeysAreGoodWhileTheIssuerIsAway() throws Exception {
        assertThat(status(leaving.issuer().token(own).bearer()), is(200));

        leaving.close();

        await(
                "that it is noticed",
                () -> server.logged().stream()
                        .anyMatch(line ->
                                line.contains("issuer leaving") && line.contains("goes on with those that it has")));
        assertThat(status(leaving.issuer().token("somebody-new").bearer()), is(200));
    }
}
