package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The package as it is: nothing is open by accident.
class ProductionIT {
    @TempDir
    Path folder;

    @Test
    void withoutAnySettingPublishingNeedsTheTokenOfThisStartAndListeningNone() throws IOException {
        try (var server = PackagedServer.start("tidings.log.sqlite.path=" + folder.resolve("tidings.db"));
                var refusal = RawResponse.post(server.at("/topics/a"), "x");
                var stream = RawResponse.of("GET", server.at("/topics/a"))) {
            assertThat(refusal.statusLine(), startsWith("HTTP/1.1 401"));
            assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }
}
