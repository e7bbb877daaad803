package io.tidings.sse;

import java.util.ArrayList;
import java.util.List;

/// Interprets an event stream as the WHATWG HTML standard says (9.2.5 and 9.2.6), written from its text alone.
public final class EventStreamParser {
    private final List<Message> messages = new ArrayList<>();
    private String data = "";
    private String type = "";
    private String lastEventId = "";
    private String reconnectionTime = "";

    /// What a browser would dispatch.
    public record Message(String type, String data, String lastEventId) {}

    private EventStreamParser() {}

    public static List<Message> parse(String stream) {
        var parser = new EventStreamParser();
        parser.interpret(stream);
        return parser.messages;
    }

    /// The reconnection time that a stream sets, or an empty string.
    public static String reconnectionTime(String stream) {
        var parser = new EventStreamParser();
        parser.interpret(stream);
        return parser.reconnectionTime;
    }

    private void interpret(String stream) {
        var text = stream.startsWith("\uFEFF") ? stream.substring(1) : stream;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\r') {
                continue;
            }
            line(text.substring(start, i));
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
            }
            start = i + 1;
        }
    }

    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
            return;
        }
        int colon = line.indexOf(':');
        if (colon == 0) {
            return;
        }
        var field = colon < 0 ? line : line.substring(0, colon);
        var value = colon < 0 ? "" : line.substring(colon + 1);
        process(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void process(String field, String value) {
        switch (field) {
            case "event" -> type = value;
            case "data" -> data += value + "\n";
            case "id" -> lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
            case "retry" -> reconnectionTime = value.matches("[0-9]+") ? value : reconnectionTime;
            default -> {
                // ignored
            }
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            var withoutLastLineFeed = data.substring(0, data.length() - 1);
            messages.add(new Message(type.isEmpty() ? "message" : type, withoutLastLineFeed, lastEventId));
        }
        data = "";
        type = "";
    }
}
