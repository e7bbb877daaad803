package io.tidings.ops;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.PackagedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The log as a collector reads it, and as a person does.
@Tag("slow")
@Tag("native")
class JsonLogIT {
    @Test
    void eachLineIsAnObjectIfAskedFor() throws Exception {
        var mapper = new ObjectMapper();
        for (var line : logged("quarkus.log.console.json.enabled=true", "quarkus.banner.enabled=false")) {
            var object = mapper.readTree(line);
            assertThat(line, object.path("message").isTextual(), is(true));
            assertThat(line, object.path("level").isTextual(), is(true));
        }
    }

    @Test
    void itIsTextOtherwise() throws Exception {
        for (var line : logged("quarkus.banner.enabled=false")) {
            assertThat(line.startsWith("{"), is(false));
        }
    }

    private static List<String> logged(String... settings) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(settings));
        all.add("tidings.log.engine=memory");
        all.add("tidings.drain.delay=0s");
        try (var server = PackagedServer.start(all.toArray(String[]::new))) {
            server.process().toHandle().destroy();
            server.awaitEnd();
            assertThat(String.join("\n", server.logged()), containsString("Tidings 0"));
            return server.logged();
        }
    }
}
