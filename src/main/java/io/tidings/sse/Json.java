package io.tidings.sse;

import io.tidings.event.Patterns;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Texts in JSON (RFC 8259), on one line.
final class Json {
    private static final byte[] AS_IT_IS = {};

    /// For each byte of ASCII.
    private static final byte[][] ESCAPES = IntStream.rangeClosed(0, Byte.MAX_VALUE)
            .mapToObj(c -> escape((char) c).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

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

    /// What stands for a byte of UTF-8 in a text; empty if that is the byte itself.
    static byte[] escape(byte utf8) {
        return utf8 < 0 ? AS_IT_IS : ESCAPES[utf8];
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
