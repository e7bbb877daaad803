package io.tidings.sse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Interprets an event stream as the WHATWG HTML standard says (9.2.5 and 9.2.6), written from its text alone. Each
/// stream needs a parser of its own.
public final class EventStreamParser {
    private String data = "";
    private String type = "";
    private String lastEventId = "";
    private Optional<Duration> reconnectionTime = Optional.empty();

    /// What a browser would dispatch.
    public record Message(String type, String data, String lastEventId) {}

    /// All messages of a stream.
    public static List<Message> parse(String stream) {
        return new EventStreamParser().take(stream.startsWith("\uFEFF") ? stream.substring(1) : stream);
    }

    /// The messages that these lines complete. What comes after the last line break is the end of a stream that was cut
    /// off, and ignored.
    public List<Message> take(String lines) {
        var messages = new ArrayList<Message>();
        int start = 0;
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (c != '\n' && c != '\r') {
                continue;
            }
            line(lines.substring(start, i)).ifPresent(messages::add);
            if (c == '\r' && i + 1 < lines.length() && lines.charAt(i + 1) == '\n') {
                i++;
            }
            start = i + 1;
        }
        return messages;
    }

    /// The latest that the stream has set.
    public Optional<Duration> reconnectionTime() {
        return reconnectionTime;
    }

    private Optional<Message> line(String line) {
        if (line.isEmpty()) {
            return dispatch();
        }
        int colon = line.indexOf(':');
        var field = colon < 0 ? line : line.substring(0, colon);
        var value = colon < 0 ? "" : line.substring(colon + 1);
        process(field, value.startsWith(" ") ? value.substring(1) : value);
        return Optional.empty();
    }

    private void process(String field, String value) {
        switch (field) {
            case "event" -> type = value;
            case "data" -> data += value + "\n";
            case "id" -> lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
            case "retry" -> {
                if (value.matches("[0-9]+")) {
                    reconnectionTime = Optional.of(Duration.ofMillis(Long.parseLong(value)));
                }
            }
            default -> {
                // ignored, as a comment is, which has no name
            }
        }
    }

    private Optional<Message> dispatch() {
        var message = data.isEmpty()
                ? Optional.<Message>empty()
                : Optional.of(new Message(
                        type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1), lastEventId));
        data = "";
        type = "";
        return message;
    }
}
