package io.tidings.start;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.tidings.config.Setting;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No key takes nonsense for a value: one line names the key, the value and what is allowed.
class NonsenseTest extends CheckFixture {
    private static final String NONSENSE = "**/ no,\0 such \u00fe thing \uD83D\uDE48";

    /// What the operator makes up, or an issuer.
    private static final Set<String> ANY_TEXT = Set.of("a text", "texts with commas between them", "a file");

    static Stream<Setting> settings() {
        return KnownSettings.ALL.all().stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void nonsenseIsRefused(Setting setting) {
        if (!ANY_TEXT.contains(setting.allowed().words())) {
            assertRefused(setting, NONSENSE);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void blanksAreRefused(Setting setting) {
        assertRefused(setting, " ");
    }

    private static void assertRefused(Setting setting, String value) {
        var key = setting.key().replaceAll("\"[A-Z]+\"", "some");
        var problems = problems(Map.of(key, value), Map.of());
        var text = setting.isSecret() ? value.replaceAll("[^,\\s]+", "***") : value.replace('\0', '?');
        assertThat(
                problems,
                contains(key + "=" + text + ": must be " + setting.allowed().words()));
        assertThat(setting.key(), setting.allowed().words().isBlank(), is(false));
    }
}
