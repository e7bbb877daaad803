package io.tidings.config;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/// An amount of memory as it is configured: a size such as `128M`, or a share of the heap such as `50%`. At least one
/// byte or one percent.
public record HeapSize(long amount, Unit unit) {
    /// The forms, for messages.
    public static final String ALLOWED = "a size such as 128M, or a share of the heap from 1% to 100%";

    /// The place of a suffix is its power of 1024; a number without one is in bytes.
    private static final String SUFFIXES = "BKMGTPE";

    private static final Pattern FORM = Pattern.compile("(?<number>\\d{1,19})(?<suffix>[BKMGTPEbkmgtpe%]?)");

    /// What the amount counts.
    public enum Unit {
        BYTES,
        /// Of the heap, 100 at most.
        PERCENT
    }

    public HeapSize {
        if (amount < 1 || (unit == Unit.PERCENT && amount > 100)) {
            throw new IllegalArgumentException(ALLOWED);
        }
    }

    /// Reads either form; an [IllegalArgumentException] names both.
    public static HeapSize parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(ALLOWED);
        }
        var number = new BigInteger(form.group("number"));
        var suffix = form.group("suffix").toUpperCase(Locale.ROOT);
        try {
            return suffix.equals("%")
                    ? new HeapSize(number.longValueExact(), Unit.PERCENT)
                    : new HeapSize(
                            number.shiftLeft(10 * SUFFIXES.indexOf(suffix)).longValueExact(), Unit.BYTES);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(ALLOWED, e);
        }
    }

    /// The amount in bytes. A share is of the largest heap that this process may have.
    public long bytes() {
        return switch (unit) {
            case BYTES -> amount;
            case PERCENT -> Runtime.getRuntime().maxMemory() / 100 * amount;
        };
    }
}
