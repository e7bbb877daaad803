package io.tidings.publish;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The reconnection time of an event, in milliseconds: digits alone, as the WHATWG standard has it (9.2.6).
final class Retry {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private Retry() {}

    static OptionalLong parse(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw new InvalidEventException(
                    Part.RETRY, "The retry is not a number of milliseconds: send up to nine digits.");
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
