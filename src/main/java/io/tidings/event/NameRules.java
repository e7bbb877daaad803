package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;
import java.nio.charset.StandardCharsets;

/// The rule that names share: something to see, and nothing that hides.
final class NameRules {
    private NameRules() {}

    /// Refuses a name that is empty, too long in UTF-8, or has a character that cannot be seen, other than a space
    /// between others.
    static void check(Part part, String name, int maxBytes) {
        if (name.isEmpty()) {
            throw new InvalidEventException(part, "The " + part.word() + " is empty: give it a name.");
        }
        if (name.length() > maxBytes || name.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new InvalidEventException(
                    part, "The " + part.word() + " is longer than " + maxBytes + " bytes: shorten it.");
        }
        if (name.startsWith(" ") || name.endsWith(" ")) {
            throw new InvalidEventException(
                    part, "The " + part.word() + " begins or ends with a space: leave that out.");
        }
        if (name.indexOf('\uFFFD') >= 0) {
            throw new InvalidEventException(
                    part, "The " + part.word() + " is not valid UTF-8: encode it as that, then percent-encode.");
        }
        name.codePoints().filter(NameRules::isInvisible).findFirst().ifPresent(codePoint -> {
            throw new InvalidEventException(
                    part,
                    String.format(
                            "The %s has the invisible character U+%04X: leave that out.", part.word(), codePoint));
        });
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> false;
        };
    }
}
