package io.tidings.sse;

import io.tidings.event.Patterns;
import io.tidings.event.Utf8;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Texts in JSON (RFC 8259), on one line.
final class Json {
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
            more += escapes(b);
        }
        return more;
    }

    /// What [#quoted] takes in UTF-8, in bytes.
    static int length(String text) {
        int length = 2 + Utf8.length(text);
        for (int i = 0; i < text.length(); i++) {
            length += escapes(text.charAt(i));
        }
        return length;
    }

    /// For a character, or a byte of one in UTF-8, of which those over 127 are negative.
    private static int escapes(int c) {
        return switch (c) {
            case '"', '\\', '\n', '\r', '\t' -> 1;
            default -> c >= 0 && c < ' ' ? 5 : 0;
        };
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
