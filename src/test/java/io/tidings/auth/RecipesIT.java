package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.tidings.FreePort;
import io.tidings.PackagedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of docs/access.md answer as the page says, line by line.
@Tag("slow")
@Tag("native")
class RecipesIT {
    private static final Pattern RECIPE = Pattern.compile("(?s)\n### ([^\n]+)\n((?:(?!\n###? ).)*)");
    private static final Pattern SCRIPT = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern ANSWERS = Pattern.compile("(?s)```json\n(.*?)```");
    private static final String PROGRAM = "java -jar target/quarkus-app/quarkus-run.jar";

    /// An example with what its commands answer.
    record Recipe(String title, String script, List<String> answers) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Recipe> recipes() {
        try {
            var page = Files.readString(Path.of("docs", "access.md"));
            return RECIPE.matcher(page)
                    .results()
                    .map(match -> new Recipe(
                            match.group(1),
                            only(SCRIPT, match.group(2)),
                            only(ANSWERS, match.group(2)).lines().toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String only(Pattern block, String text) {
        return block.matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + block + " in " + text));
    }

    @Test
    void thereAreFive() {
        assertThat(recipes().toList(), hasSize(5));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theExampleAnswersAsThePageSays(Recipe recipe) throws Exception {
        try (var provider = IdentityProvider.start("main")) {
            var answers = run(recipe.script().replace("https://id.example.com", provider.url()));

            assertThat(answers.toString(), answers.size(), is(recipe.answers().size()));
            for (int i = 0; i < answers.size(); i++) {
                assertThat(
                        answers.get(i), matchesPattern(pattern(recipe.answers().get(i))));
            }
        }
    }

    /// What the page leaves out is anything.
    private static String pattern(String answer) {
        return Arrays.stream(answer.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    /// Returns what the script prints, without the log of the hub.
    private static List<String> run(String script) throws Exception {
        int port = FreePort.find();
        var program = String.join(" ", PackagedServer.program());
        var whole = "trap 'kill $(jobs -p)' EXIT\nexport QUARKUS_HTTP_PORT=" + port + "\n"
                + script.replace(PROGRAM + " &", program + " >&2 &").replace("localhost:8080", "localhost:" + port);
        var process = new ProcessBuilder("bash", "-c", whole)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            return out.readAllLines();
        } finally {
            process.destroy();
        }
    }
}
