package io.tidings.sse;

import io.tidings.event.Patterns;
import io.tidings.event.Utf8;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Texts in JSON (RFC 8259), on one line.
final class Json {
    /// How many bytes more each byte takes in JSON.
    private static final byte[] ESCAPES = new byte[256];

    static {
        Arrays.fill(ESCAPES, 0, ' ', (byte) 5);
        for (char c : "\"\\\n\r\t".toCharArray()) {
            ESCAPES[c] = 1;
        }
    }

    private Json() {}

    static String array(Patterns patterns) {
        return array(patterns.all().stream().map(Object::toString));
    }

    static String array(Stream<String> texts) {
        return texts.map(Json::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    /// How many bytes more a text takes in JSON than in UTF-8, its quotation marks included.
    static int escapes(byte[] utf8) {
        int more = 2;
        for (byte b : utf8) {
            more += ESCAPES[b & 0xFF];
        }
        return more;
    }

    /// What [#quoted] takes in UTF-8, in bytes.
    static int length(String text) {
        int length = 2 + Utf8.length(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < ESCAPES.length ? ESCAPES[c] : 0;
        }
        return length;
    }

    static String quoted(String text) {
        var json = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
