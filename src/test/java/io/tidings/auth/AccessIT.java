package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.tidings.PackagedServer;
import io.tidings.auth.AccessFixture.Hub;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The packaged server, with a log in SQLite, configured by properties.
@Tag("slow")
@Tag("native")
class AccessIT extends AccessContract {
    @TempDir
    static Path folder;

    @AutoClose
    private static AccessTerms terms;

    @AutoClose
    private static PackagedServer server;

    @BeforeAll
    static void start() throws IOException {
        terms = AccessTerms.in(folder);
        var settings = terms.settings();
        settings.put("tidings.log.sqlite.path", folder.resolve("tidings.db").toString());
        server = PackagedServer.start(AccessTerms.properties(settings));
    }

    @AfterAll
    static void theCauseIsLoggedAndNoToken() {
        assertThat(server.logged(), hasItem(containsString("A token was refused: it ")));
        Shown.assertNoneIsLogged(server);
    }

    @Override
    Hub hub() {
        return new Hub(terms.provider().issuer(), server.at("/"), server.at("/"));
    }
}
