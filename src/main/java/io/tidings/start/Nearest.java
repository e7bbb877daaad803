package io.tidings.start;

import io.tidings.config.Setting;
import io.tidings.config.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds the key that an operator meant. A name is near one from which few letters differ, or which ends alike, or
/// which has all of its words.
final class Nearest {
    private static final int FEW = 3;
    private static final int FAR = 1_000;
    private static final String OURS = "TIDINGS_";

    /// Shorter words resemble each other by chance.
    private static final int LONG_WORD = 4;

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

    private static int distance(String variable, String key) {
        var known = Variables.of(key);
        int letters = letters(variable, known);
        if (letters <= Math.min(FEW, (variable.length() - OURS.length()) / FEW)) {
            return letters;
        }
        return Math.min(
                endDistance(variable, Variables.of(key.substring(key.lastIndexOf('.')))),
                wordDistance(variable, known));
    }

    /// The fewer other words the key has, the nearer it is.
    private static int wordDistance(String variable, String key) {
        var words = words(variable);
        var known = words(key);
        boolean hasAll = !words.isEmpty()
                && words.stream().allMatch(word -> known.stream().anyMatch(other -> areAlike(word, other)));
        return hasAll ? 2 * FEW + known.size() - words.size() : FAR;
    }

    private static List<String> words(String variable) {
        return Stream.of(variable.substring(Math.min(OURS.length(), variable.length()))
                        .split("_+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean areAlike(String word, String other) {
        return word.equals(other) || (word.length() >= LONG_WORD && letters(word, other) <= 1);
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
