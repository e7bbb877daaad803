package io.tidings.auth;

import io.tidings.PackagedServer;
import io.tidings.auth.AccessFixture.Hub;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The packaged server, configured by variables of the environment alone, as in a container.
@Tag("slow")
@Tag("native")
class AccessByEnvironmentIT extends AccessContract {
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
        settings.put("tidings.log.engine", "memory");
        server = PackagedServer.startWithEnvironment(AccessTerms.variables(settings));
    }

    @AfterAll
    static void noTokenIsLogged() {
        Shown.assertNoneIsLogged(server);
    }

    @Override
    Hub hub() {
        return new Hub(terms.provider().issuer(), server.at("/"), server.at("/"));
    }
}
