package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.Visibility;
import java.util.stream.Collectors;

/// An event as one line of JSON (RFC 8259): `{"id","time","topics","type","data"}`; before the data `"private":true` if
/// it is, and `"trace"`, as in the header `traceparent`, if it was published in a span.
final class Envelope {
    private Envelope() {}

    static String of(Event event) {
        var topics = event.topics().stream().map(topic -> quoted(topic.name())).collect(Collectors.joining(","));
        return "{\"id\":" + quoted(event.id().toString())
                + ",\"time\":" + quoted(event.id().time().toString())
                + ",\"topics\":[" + topics + "]"
                + ",\"type\":" + event.type().map(type -> quoted(type.name())).orElse("null")
                + (event.visibility() == Visibility.PRIVATE ? ",\"private\":true" : "")
                + event.trace()
                        .map(trace -> ",\"trace\":" + quoted(trace.text()))
                        .orElse("")
                + ",\"data\":" + quoted(event.data().toString()) + "}";
    }

    private static String quoted(String text) {
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
