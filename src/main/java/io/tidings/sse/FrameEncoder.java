package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.EventType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Writes events in the grammar of the WHATWG HTML standard (9.2.5): a field a line, an empty line at the end. Any
/// thread may call it. A value can never become a field: ids are digits, types have no line breaks, and data is split
/// at each.
public final class FrameEncoder {
    /// A comment, which opens a stream and keeps an idle one alive. No empty line ends it: many clients
    /// dispatch an event at every empty line, even if nothing with data came before it.
    public static final byte[] COMMENT = ascii(":\n");

    /// What the fields of an event usually take beside its data, in bytes.
    private static final int FIELDS = 96;

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] RETRY = ascii("retry: ");
    private static final byte[] DATA = ascii("data: ");

    private FrameEncoder() {}

    /// The frame that all subscribers share.
    public static Frame encode(Event event) {
        return new Frame(event, encode(event, Form.PLAIN));
    }

    /// The bytes alone, for one subscriber.
    public static byte[] encode(Event event, Form form) {
        var out = new Bytes(event.data().length() + FIELDS);
        write(event, form, out);
        return out.toByteArray();
    }

    /// The bytes of several events, for one subscriber, after those of a gap if it is told of one.
    public static byte[] encode(Optional<byte[]> gap, List<Event> events, Form form) {
        int size = events.stream()
                .mapToInt(event -> event.data().length() + FIELDS)
                .sum();
        var out = new Bytes(size);
        gap.ifPresent(out::writeBytes);
        events.forEach(event -> write(event, form, out));
        return out.toByteArray();
    }

    /// Tells a subscriber that events may be missing between the id it had and the one it goes on with. It has no id
    /// of its own, so that a client that is cut off right after it is told again.
    public static byte[] gap(EventId after, EventId resumes) {
        return ascii("event: tidings:gap\ndata: {\"after\":\"" + after + "\",\"resumes\":\"" + resumes + "\"}\n\n");
    }

    /// Tells a client where it is, although no event was sent to it, so that it reconnects with this id. It
    /// has data because many clients ignore an id without, and a type so that `onmessage` never sees it.
    public static byte[] cursor(EventId id) {
        return ascii(cursor(id, ""));
    }

    /// Tells a client how many milliseconds to wait before it reconnects, and from where it goes on then, if
    /// that is known. It is no event if not.
    public static byte[] farewell(long retryMillis, Optional<EventId> position) {
        var retry = retry(retryMillis);
        return ascii(position.map(id -> cursor(id, retry)).orElse(retry));
    }

    /// The whole body of a stream that is refused for now: why, on one line, and how many milliseconds to
    /// wait before the next attempt.
    public static byte[] refusal(String reason, long retryMillis) {
        return (": " + reason + "\n" + retry(retryMillis)).getBytes(StandardCharsets.UTF_8);
    }

    private static String cursor(EventId id, String retry) {
        return "id: " + id + "\nevent: tidings:cursor\n" + retry + "data: {}\n\n";
    }

    private static String retry(long millis) {
        return "retry: " + millis + "\n";
    }

    private static void write(Event event, Form form, Bytes out) {
        out.line(ID, ascii(event.id().toString()));
        event.type().ifPresent(type -> out.line(EVENT, utf8(type)));
        event.retry().ifPresent(millis -> out.line(RETRY, ascii(Long.toString(millis))));
        switch (form) {
            case PLAIN -> writeData(event.data().bytes(), out);
            case ENVELOPE -> out.line(DATA, Envelope.of(event).getBytes(StandardCharsets.UTF_8));
        }
        out.write('\n');
    }

    /// One field for each line: LF, CR and CRLF all end one (9.2.6), and in UTF-8 neither byte is part of another
    /// character.
    private static void writeData(byte[] data, Bytes out) {
        int start = 0;
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n' || data[i] == '\r') {
                out.line(DATA, data, start, i);
                if (data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        out.line(DATA, data, start, data.length);
    }

    private static byte[] utf8(EventType type) {
        return type.name().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// A byte array that grows, for one thread.
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int size) {
            super(size);
        }

        void line(byte[] field, byte[] value) {
            line(field, value, 0, value.length);
        }

        void line(byte[] field, byte[] value, int start, int end) {
            writeBytes(field);
            write(value, start, end - start);
            write('\n');
        }
    }
}
