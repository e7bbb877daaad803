package io.tidings.sse;

import io.tidings.event.Patterns;
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
