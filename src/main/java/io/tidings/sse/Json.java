package io.tidings.sse;

import io.tidings.event.Patterns;
import io.tidings.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Texts in JSON (RFC 8259), on one line.
final class Json {
    /// What stands for each byte of ASCII that is escaped.
    private static final byte[][] ESCAPES = IntStream.rangeClosed(0, Byte.MAX_VALUE)
            .mapToObj(c -> escape((char) c).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    /// How many bytes more each byte takes where it is escaped.
    private static final byte[] ADDED = new byte[1 << Byte.SIZE];

    static {
        for (int i = 0; i < ESCAPES.length; i++) {
            ADDED[i] = (byte) Math.max(0, ESCAPES[i].length - 1);
        }
    }

    private Json() {}

    static String array(Patterns patterns) {
        return array(patterns.all().stream().map(Object::toString));
    }

    static String array(Stream<String> texts) {
        return texts.map(Json::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    static String quoted(String text) {
        var json = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            var escape = escape(c);
            if (escape.isEmpty()) {
                json.append(c);
            } else {
                json.append(escape);
            }
        }
        return json.append('"').toString();
    }

    /// Whether something else stands for a byte of UTF-8 in a text.
    static boolean isEscaped(byte utf8) {
        return ADDED[Byte.toUnsignedInt(utf8)] > 0;
    }

    /// What stands for a byte that is escaped.
    static byte[] escape(byte utf8) {
        return ESCAPES[utf8];
    }

    /// How many bytes more a text in UTF-8 has where it is escaped.
    static int added(byte[] text) {
        int added = 0;
        for (byte utf8 : text) {
            added += ADDED[Byte.toUnsignedInt(utf8)];
        }
        return added;
    }

    /// What [#quoted] takes in UTF-8, in bytes.
    static int length(String text) {
        int length = 2 + Utf8.length(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < ADDED.length ? ADDED[c] : 0;
        }
        return length;
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' ? String.format("\\u%04x", (int) c) : "";
        };
    }
}
