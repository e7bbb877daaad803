package io.tidings.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What the value of a setting may be: a test of its text, and the same in words, such as `a duration from 1s to 1h`.
public record Allowed(String words, Predicate<String> test) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");
    private static final String UNLIMITED = "unlimited";

    /// True if the text is such a value. A test that throws does not know what to make of it.
    public boolean allows(String text) {
        try {
            return test.test(text.strip());
        } catch (RuntimeException _) {
            return false;
        }
    }

    /// These values, and the word `unlimited`.
    public Allowed orUnlimited() {
        return new Allowed(words + ", or " + UNLIMITED, text -> isUnlimited(text) || test.test(text));
    }

    static boolean isUnlimited(String text) {
        return text.strip().equalsIgnoreCase(UNLIMITED);
    }

    /// A whole number, both ends included.
    public static Allowed count(long least, long most) {
        return new Allowed("a number from " + least + " to " + most, text -> {
            long value = Long.parseLong(text);
            return value >= least && value <= most;
        });
    }

    /// Any whole number of 64 bits.
    public static Allowed number() {
        return new Allowed("a whole number", text -> {
            Long.parseLong(text);
            return true;
        });
    }

    /// A duration, both ends included.
    public static Allowed duration(String least, String most) {
        var from = DurationConverter.parseDuration(least);
        var to = DurationConverter.parseDuration(most);
        return new Allowed("a duration from " + least + " to " + most, text -> {
            if (NUMBER.matcher(text).matches()) {
                // Quarkus would take it for seconds, and its writer meant something else.
                return false;
            }
            var value = DurationConverter.parseDuration(text);
            return value.compareTo(from) >= 0 && value.compareTo(to) <= 0;
        });
    }

    /// A size in bytes, both ends included.
    public static Allowed size(String least, String most) {
        var from = bytes(least);
        var to = bytes(most);
        return new Allowed("a size from " + least + " to " + most, text -> {
            var value = bytes(text);
            return value.compareTo(from) >= 0 && value.compareTo(to) <= 0;
        });
    }

    private static BigInteger bytes(String text) {
        return new MemorySizeConverter().convert(text).asBigInteger();
    }

    /// One of these words, in small or capital letters.
    public static Allowed oneOf(String... words) {
        var all = List.of(words);
        var last = all.getLast();
        var most = String.join(", ", all.subList(0, all.size() - 1));
        return new Allowed(most + " or " + last, text -> all.stream().anyMatch(text::equalsIgnoreCase));
    }
}
