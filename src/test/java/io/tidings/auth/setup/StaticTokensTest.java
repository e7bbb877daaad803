package io.tidings.auth.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.Grants;
import io.tidings.auth.InvalidTokenException;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.RevokedSubjects.Revoked;
import io.tidings.event.Patterns;
import io.tidings.log.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tokens of the configuration, and those in files that change.
class StaticTokensTest {
    @TempDir
    Path folder;

    @Test
    void aTokenHasItsOwnGrantsAndThoseOfAnonymous() {
        var tokens = new StaticTokens(
                TestConfig.of("subscribe-tokens=out,both", "tokens.ci.secret=s", "tokens.ci.publish=builds/**"),
                List.of("in", "both"),
                new Grants(Patterns.of(), Patterns.of("public/**"), false),
                new RevokedSubjects());

        assertEquals(Grants.PUBLISH_ALL, named(tokens, "in").own());
        assertEquals(Grants.SUBSCRIBE_ALL, named(tokens, "out").own());
        assertEquals(
                new Grants(Patterns.ALL, Patterns.ALL, false),
                named(tokens, "both").own());
        assertEquals(Optional.empty(), named(tokens, "both").subject());
        assertEquals("ci", named(tokens, "s").subject().orElseThrow().name());
        assertEquals(
                new Grants(Patterns.of("builds/**"), Patterns.of("public/**"), false),
                named(tokens, "s").grants());
        assertEquals(Optional.empty(), tokens.caller(Fingerprint.of("other")));
        assertEquals(Optional.empty(), tokens.caller(Fingerprint.of("")));
    }

    @Test
    void aTokenEndsWhenItsFileHasAnother() throws IOException {
        var tokens = withFiles("a");
        var before = named(tokens, "a-1");

        write("a", "a-2\n");
        tokens.refresh();

        assertTrue(before.validity().isOver(Instant.EPOCH));
        assertEquals(Optional.empty(), tokens.caller(Fingerprint.of("a-1")));
        assertFalse(named(tokens, "a-2").validity().isOver(Instant.EPOCH));
    }

    @Test
    void aTokenEndsWithItsFileAndComesBackWithIt() throws IOException {
        var tokens = withFiles("a", "b");
        var validity = named(tokens, "a-1").validity();

        Files.delete(folder.resolve("a"));
        tokens.refresh();
        assertTrue(validity.isOver(Instant.EPOCH));

        write("a", "a-1");
        tokens.refresh();
        assertFalse(validity.isOver(Instant.EPOCH));
    }

    @Test
    void aFileThatIsNotThereYetGivesNoToken() throws IOException {
        write("a", "x");
        var tokens = tokens("tokens.a.secret-file=" + folder.resolve("later"));
        assertTrue(tokens.hasFiles());

        write("later", "late");
        tokens.refresh();

        named(tokens, "late");
    }

    @ParameterizedTest
    @CsvSource({"tokens.a.secret-file", "publish-tokens-file", "subscribe-tokens-file"})
    void aFileThatIsNotThereIsToldOnceUntilItGoesAgain(String key) throws IOException {
        try (var told = new Told(TokenFile.class)) {
            var tokens = tokens(key + "=" + folder.resolve("a"));
            tokens.refresh();
            tokens.refresh();
            var once = "WARN tidings.auth." + key + " grants nothing, since the file " + folder.resolve("a")
                    + " is not there: put the token into it, which the hub reads within a minute, or correct the setting";
            assertEquals(List.of(once), told.lines());

            write("a", "a-1");
            tokens.refresh();
            Files.delete(folder.resolve("a"));
            tokens.refresh();
            tokens.refresh();
            assertEquals(List.of(once, once), told.lines());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "two words", "two\nlines", "schön", "\0"})
    void aFileThatIsHalfWrittenKeepsItsTokenAndNoOther(String text) throws IOException {
        var tokens = withFiles("a", "b");

        write("a", text);
        Files.delete(folder.resolve("b"));
        tokens.refresh();

        named(tokens, "a-1");
        assertEquals(Optional.empty(), tokens.caller(Fingerprint.of("b-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words"})
    void aFileWithoutATokenEndsTheStart(String text) throws IOException {
        write("a", text);

        assertTrue(problem("tokens.a.secret-file=" + folder.resolve("a"))
                .contains(folder.resolve("a").toString()));
    }

    @Test
    void whatIsNoFileEndsTheStart() {
        assertTrue(problem("tokens.a.secret-file=" + folder)
                .contains("tidings.auth.tokens.a.secret-file needs a file that can be read"));
    }

    @Test
    void aTokenHasOneSecret() {
        assertTrue(problem("tokens.a.publish=**").contains("either a secret or a secret-file"));
        assertTrue(
                problem("tokens.a.secret=x", "tokens.a.secret-file=/a").contains("either a secret or a secret-file"));
    }

    @Test
    void twoTokensHaveTwoSecrets() {
        var problem = problem("tokens.a.secret=s3cret", "tokens.b.secret=s3cret");

        assertTrue(problem.contains("the same secret"));
        assertFalse(problem.contains("s3cret"));
        problem("tokens.a.secret=s3cret", "subscribe-tokens=s3cret");
    }

    @Test
    void aSecretThatTwoTokensHaveStaysWithTheOneThatHadIt() throws IOException {
        var tokens = withFiles("a", "b");

        write("a", "b-1");
        tokens.refresh();

        assertEquals(Optional.empty(), tokens.caller(Fingerprint.of("a-1")));
        assertEquals("b", named(tokens, "b-1").subject().orElseThrow().name());
    }

    @Test
    void aMistakeInOneFileKeepsNoTokenOfAnotherAlive() throws IOException {
        write("ci", "ci-1");
        write("out", "leaked\nother");
        var tokens = tokens(
                "tokens.ci.secret-file=" + folder.resolve("ci"), "subscribe-tokens-file=" + folder.resolve("out"));

        write("out", "other\nci-1");
        tokens.refresh();

        assertEquals(Optional.empty(), tokens.caller(Fingerprint.of("leaked")));
        assertEquals("ci", named(tokens, "ci-1").subject().orElseThrow().name());
        assertEquals(Grants.SUBSCRIBE_ALL, named(tokens, "other").own());
    }

    @Test
    void streamsOfASecretThatMovesToAnotherTokenEnd() throws IOException {
        var tokens = withFiles("a", "b");
        var validity = named(tokens, "a-1").validity();

        write("a", "b-1");
        write("b", "a-1");
        tokens.refresh();

        assertTrue(validity.isOver(Instant.EPOCH));
        assertEquals("b", named(tokens, "a-1").subject().orElseThrow().name());
    }

    @Test
    void aListMayBeInAFileToo() throws IOException {
        write("in", "# of the shop\nin-1\n\n in-2 \n");
        var tokens = tokens("publish-tokens-file=" + folder.resolve("in"), "subscribe-tokens=out");

        assertTrue(tokens.hasFiles());
        assertEquals(Grants.PUBLISH_ALL, named(tokens, "in-1").own());
        assertEquals(Grants.PUBLISH_ALL, named(tokens, "in-2").own());
        assertEquals(Grants.SUBSCRIBE_ALL, named(tokens, "out").own());
        assertEquals(Optional.empty(), tokens.caller(Fingerprint.of("# of the shop")));
    }

    @Test
    void aTokenThatLeavesItsListEnds() throws IOException {
        write("out", "out-1\nout-2");
        var tokens = tokens("subscribe-tokens-file=" + folder.resolve("out"));
        var gone = named(tokens, "out-1").validity();
        var kept = named(tokens, "out-2").validity();

        write("out", "out-2\nout-3");
        tokens.refresh();

        assertTrue(gone.isOver(Instant.EPOCH));
        assertFalse(kept.isOver(Instant.EPOCH));
        assertEquals(Grants.SUBSCRIBE_ALL, named(tokens, "out-3").own());
        Files.delete(folder.resolve("out"));
        tokens.refresh();
        assertTrue(kept.isOver(Instant.EPOCH));
    }

    @Test
    void aTokenOfTwoListsEndsWhenItLosesOne() throws IOException {
        write("out", "both");
        var tokens = new StaticTokens(
                TestConfig.of("subscribe-tokens-file=" + folder.resolve("out")),
                List.of("both"),
                Grants.NONE,
                new RevokedSubjects());
        var both = named(tokens, "both").validity();

        Files.delete(folder.resolve("out"));
        tokens.refresh();

        assertTrue(both.isOver(Instant.EPOCH));
        assertEquals(Grants.PUBLISH_ALL, named(tokens, "both").own());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok\ntwo words", "\0"})
    void aListThatIsHalfWrittenStaysAsItWas(String text) throws IOException {
        write("out", "out-1");
        var tokens = tokens("subscribe-tokens-file=" + folder.resolve("out"));

        write("out", text);
        tokens.refresh();

        assertFalse(named(tokens, "out-1").validity().isOver(Instant.EPOCH));
        assertTrue(problem("subscribe-tokens-file=" + folder.resolve("out"))
                .contains("tidings.auth.subscribe-tokens-file needs tokens"));
    }

    @Test
    void aNamedTokenIsRefusedWhileItsNameIsRevoked() {
        var revoked = new RevokedSubjects();
        var tokens = new StaticTokens(
                TestConfig.of("tokens.ci.secret=s", "tokens.cd.secret=t", "tokens.ci.publish=builds/**"),
                List.of("in"),
                Grants.NONE,
                revoked);
        var open = named(tokens, "s").validity();
        var end = Instant.EPOCH.plusSeconds(60);

        revoked.learn(List.of(new Revoked(Optional.empty(), "ci", Instant.EPOCH, end)), Instant.EPOCH);

        var refusal =
                assertThrows(InvalidTokenException.class, () -> tokens.identify(Fingerprint.of("s"), Instant.EPOCH));
        assertEquals("its subject was revoked after it was issued", refusal.reason());
        assertTrue(open.isOver(Instant.EPOCH));
        assertTrue(tokens.identify(Fingerprint.of("t"), Instant.EPOCH).isPresent());
        assertTrue(tokens.identify(Fingerprint.of("in"), Instant.EPOCH).isPresent());
        assertTrue(tokens.identify(Fingerprint.of("s"), end).isPresent());
        assertFalse(open.isOver(end));
    }

    /// Each has a file of its name, with its name and 1.
    private StaticTokens withFiles(String... names) throws IOException {
        for (var name : names) {
            write(name, name + "-1");
        }
        return tokens(List.of(names).stream()
                .map(name -> "tokens." + name + ".secret-file=" + folder.resolve(name))
                .toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static StaticTokens tokens(String... settings) {
        return new StaticTokens(TestConfig.of(settings), List.of(), Grants.NONE, new RevokedSubjects());
    }

    private static String problem(String... settings) {
        var problem = assertThrows(ConfigurationException.class, () -> tokens(settings))
                .getMessage();
        assertTrue(problem.startsWith("Tidings cannot start: ") && !problem.contains("\n"), problem);
        return problem;
    }

    private static Caller named(StaticTokens tokens, String secret) {
        return tokens.caller(Fingerprint.of(secret)).orElseThrow();
    }
}
