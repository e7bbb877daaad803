package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.EventId;
import io.tidings.sse.EventStreamParser;
import io.tidings.sse.EventStreamParser.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a client heard on the streams that it had one after the other. It ignores an id without data, as many
/// do.
final class Reception {
    private static final Pattern RESUMES = Pattern.compile("\"resumes\":\"([0-9-]+)\"");

    private final List<String> heard = new ArrayList<>();
    private EventId position = EventId.ZERO;
    private boolean knowsPosition;

    /// Reads streams from the beginning of each to where it ended. Fails at an empty line without an event
    /// before it, where some clients dispatch one.
    static Reception of(List<String> streams) {
        var reception = new Reception();
        for (var stream : streams) {
            var blocks = stream.split("\n\n", -1);
            assertTrue(
                    Stream.of(blocks).limit(blocks.length - 1L).allMatch(block -> block.contains("\ndata: ")), stream);
            EventStreamParser.parse(stream).forEach(reception::hear);
        }
        return reception;
    }

    private void hear(Message message) {
        switch (message.type()) {
            case "tidings:gap" -> {
                heard.add("gap");
                forgetForeign(message);
            }
            case "tidings:topics" -> {}
            case "tidings:expired" -> {
                if (!message.lastEventId().isEmpty()) {
                    moveTo(EventId.parse(message.lastEventId()));
                }
            }
            case "tidings:cursor" -> moveTo(EventId.parse(message.lastEventId()));
            default -> {
                var id = EventId.parse(message.lastEventId());
                heard.add((id.isAfter(position) ? "" : "late ") + id);
                moveTo(id);
            }
        }
    }

    /// The hub goes on before a cursor that it never gave.
    private void forgetForeign(Message gap) {
        var resumes = RESUMES.matcher(gap.data());
        assertTrue(resumes.find(), gap::data);
        if (position.isAfter(EventId.parse(resumes.group(1)))) {
            position = EventId.ZERO;
        }
    }

    private void moveTo(EventId id) {
        if (position.isAfter(id)) {
            heard.add("back to " + id);
        }
        position = id;
        knowsPosition = true;
    }

    /// The ids of the events, and `gap` where one was told. An event at or before a position that the client
    /// was told already is `late`, and a cursor before it goes `back to` where it says.
    List<String> heard() {
        return heard;
    }

    /// What the client would send as Last-Event-ID.
    Optional<EventId> lastId() {
        return knowsPosition ? Optional.of(position) : Optional.empty();
    }
}
