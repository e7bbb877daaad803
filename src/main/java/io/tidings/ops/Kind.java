package io.tidings.ops;

import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What lines of the log have in common that tell of the same thing: the logger, the level, the exception, and the
/// message without what differs from one time to the next.
record Kind(String logger, int level, @Nullable Class<?> thrown, String message) {
    private static final int LONGEST = 60;

    /// In the formats of `MessageFormat` and `printf`.
    private static final Pattern PARAMETER = Pattern.compile("\\{\\d+[^}]*}|%[-\\d$,.]*[a-zA-Z]");

    static Kind of(LogRecord line) {
        var thrown = line.getThrown();
        return new Kind(
                String.valueOf(line.getLoggerName()),
                line.getLevel().intValue(),
                thrown == null ? null : thrown.getClass(),
                constantPart(line));
    }

    /// All kinds of a logger and a level as one.
    Kind coarse() {
        return new Kind(logger, level, null, "");
    }

    /// The message for a reader: with `…` in place of what differs.
    String words() {
        var words = PARAMETER.matcher(message).replaceAll("…");
        return words.contains("…") ? words : words + " …";
    }

    /// A message without parameters may have been put together from parts, of which the first is constant.
    private static String constantPart(LogRecord line) {
        var message = String.valueOf(line.getMessage());
        var parameters = line.getParameters();
        if (parameters != null && parameters.length > 0) {
            return message;
        }
        int end = 0;
        while (end < message.length() && end < LONGEST && isProse(message.charAt(end))) {
            end++;
        }
        return message.substring(0, end);
    }

    private static boolean isProse(char c) {
        return Character.isLetter(c) || c == ' ' || c == ',' || c == '\'' || c == '-';
    }
}
