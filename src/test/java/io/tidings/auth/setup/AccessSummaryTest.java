package io.tidings.auth.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.auth.RevokedSubjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator is told of those who may publish and subscribe.
class AccessSummaryTest {
    @TempDir
    Path folder;

    @Test
    void aTokenWhoseFileIsNotThereIsNotToldOfAsGood() throws IOException {
        var config = TestConfig.of(
                "tokens.ci.secret=s",
                "tokens.ci.publish=builds/**",
                "tokens.late.secret-file=" + folder.resolve("late"),
                "tokens.late.publish=news",
                "tokens.late.subscribe=**");
        var setup = new AccessSetup(config, new RevokedSubjects());
        var summary = new AccessSummary(config, setup);

        assertEquals("the named tokens ci; the named tokens late once their files are there", summary.publishers());
        assertEquals("the named tokens late once their files are there", summary.subscribers());

        Files.writeString(folder.resolve("late"), "late-1");
        setup.tokens().refresh();
        assertEquals("the named tokens ci, late", summary.publishers());
        assertEquals("the named tokens late", summary.subscribers());
    }

    @Test
    void aListWhoseFileIsNotThereHasNoTokens() {
        var config = TestConfig.of("subscribe-tokens-file=" + folder.resolve("out"), "anonymous.publish=chat");

        assertEquals("nobody", new AccessSummary(config, new AccessSetup(config, new RevokedSubjects())).subscribers());
    }
}
