package io.tidings.start;

import io.tidings.config.Setting;
import io.tidings.config.Settings;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the key that somebody meant. A name is near one from which few letters differ, or which ends alike.
final class Nearest {
    private static final int FEW = 3;
    private static final int FAR = 1_000;

    private final Settings settings;

    Nearest(Settings settings) {
        this.settings = settings;
    }

    /// The known key that is nearest to one, or to a variable; none if all are far.
    Optional<String> to(String name) {
        var variable = Variables.of(name);
        return settings.all().stream()
                .map(Setting::key)
                .filter(key -> distance(variable, key) < FAR)
                .min(Comparator.comparingInt(key -> distance(variable, key)));
    }

    /// The number of letters in which a variable differs from that of the known key which is most alike.
    int lettersFrom(String variable) {
        return settings.all().stream()
                .mapToInt(setting -> letters(variable, Variables.of(setting.key())))
                .min()
                .orElse(FAR);
    }

    private static int distance(String variable, String key) {
        int letters = letters(variable, Variables.of(key));
        return letters <= FEW ? letters : endDistance(variable, Variables.of(key.substring(key.lastIndexOf('.'))));
    }

    /// With one letter more, less or other in the end than there should be.
    private static int endDistance(String variable, String end) {
        int letters = IntStream.rangeClosed(end.length() - 1, end.length() + 1)
                .filter(length -> length <= variable.length())
                .map(length -> letters(variable.substring(variable.length() - length), end))
                .min()
                .orElse(FAR);
        return letters <= 1 ? FEW + 1 + letters : FAR;
    }

    /// How many letters have to be added, left out or replaced to get one from the other (Levenshtein).
    static int letters(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
