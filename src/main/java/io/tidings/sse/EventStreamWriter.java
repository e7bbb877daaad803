package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the grammar of the WHATWG HTML standard (9.2.5) to a byte array that grows: a field on each line, an empty
/// line after each event. A value can never become a field: ids are digits, types have no line breaks, and data is
/// split at each. For one thread.
public final class EventStreamWriter {
    /// A comment, which opens a stream and keeps an idle one alive. No empty line ends it: many clients
    /// dispatch an event at every empty line, even if nothing with data came before it.
    public static final byte[] COMMENT = ascii(":\n");

    /// The usual size of an event's fields other than its data, in bytes.
    private static final int FIELDS = 96;

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] RETRY = ascii("retry: ");
    private static final byte[] DATA = ascii("data: ");

    private final ByteArrayOutputStream out;

    public EventStreamWriter() {
        this(FIELDS);
    }

    private EventStreamWriter(int size) {
        out = new ByteArrayOutputStream(size);
    }

    /// A writer with the initial size for these events.
    public static EventStreamWriter ofEvents(List<Event> events) {
        int size = 0;
        for (var event : events) {
            size += event.data().length() + FIELDS;
        }
        return new EventStreamWriter(size);
    }

    /// The whole body of a stream that is refused for now: the reason, on one line, and how many milliseconds the
    /// client waits before the next attempt.
    public static byte[] refusal(String reason, long retryMillis) {
        return (": " + reason + "\nretry: " + retryMillis + "\n").getBytes(StandardCharsets.UTF_8);
    }

    public void id(EventId id) {
        line(ID, ascii(id.toString()));
    }

    public void type(String type) {
        line(EVENT, type.getBytes(StandardCharsets.UTF_8));
    }

    public void retry(long millis) {
        line(RETRY, ascii(Long.toString(millis)));
    }

    /// Writes a field for each line of the data: LF, CR and CRLF all end one (9.2.6), and in UTF-8 neither byte is part
    /// of another character.
    public void data(byte[] data) {
        int start = 0;
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n' || data[i] == '\r') {
                line(DATA, data, start, i);
                if (data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        line(DATA, data, start, data.length);
    }

    /// Ends the event whose fields were written.
    public void endEvent() {
        out.write('\n');
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    private void line(byte[] field, byte[] value) {
        line(field, value, 0, value.length);
    }

    private void line(byte[] field, byte[] value, int start, int end) {
        out.writeBytes(field);
        out.write(value, start, end - start);
        out.write('\n');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
