package io.tidings.sse;

import io.tidings.event.EventId;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes the grammar of the WHATWG HTML standard (9.2.5): a field on each line, an empty line after each event. A
/// value can never become a field: ids are digits, types have no line breaks, and data is split at each. What is
/// written is counted first, which takes no memory, and then written to an array of that length. For one thread.
public final class EventStreamWriter {
    /// A comment, which opens a stream and keeps an idle one alive. No empty line ends it: many clients
    /// dispatch an event at every empty line, even if nothing with data came before it.
    public static final byte[] COMMENT = ascii(":\n");

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] RETRY = ascii("retry: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] HYPHEN = {'-'};
    private static final byte[] QUOTE = {'"'};
    private static final byte[] LINE_END = {'\n'};

    /// None while it only counts.
    private final byte @Nullable [] out;

    private long length;

    private EventStreamWriter(byte @Nullable [] out) {
        this.out = out;
    }

    /// How many bytes the content takes.
    public static long lengthOf(Consumer<EventStreamWriter> content) {
        var counter = new EventStreamWriter(null);
        content.accept(counter);
        return counter.length;
    }

    /// The bytes of the content, which writes the same each time.
    public static byte[] bytesOf(Consumer<EventStreamWriter> content) {
        return bytesOf(content, lengthOf(content));
    }

    /// The same for content of which the length is known.
    public static byte[] bytesOf(Consumer<EventStreamWriter> content, long length) {
        var bytes = new byte[Math.toIntExact(length)];
        content.accept(new EventStreamWriter(bytes));
        return bytes;
    }

    /// The whole body of a stream that is refused for now: the reason, on one line, and how many milliseconds the
    /// client waits before the next attempt.
    public static byte[] refusal(String reason, long retryMillis) {
        return (": " + reason + "\nretry: " + retryMillis + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// As [EventId#toString] has it, without a text of its own: this runs twice for each event of a replay.
    public void id(EventId id) {
        put(ID);
        number(id.millis());
        put(HYPHEN);
        number(id.sequence());
        put(LINE_END);
    }

    /// In decimal digits; it is not negative.
    private void number(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        if (out != null) {
            long rest = number;
            for (int i = (int) length + digits - 1; i >= length; i--, rest /= 10) {
                out[i] = (byte) ('0' + rest % 10);
            }
        }
        length += digits;
    }

    public void type(String type) {
        line(EVENT, type.getBytes(StandardCharsets.UTF_8));
    }

    public void retry(long millis) {
        put(RETRY);
        number(millis);
        put(LINE_END);
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

    /// Writes a field with JSON: what comes before a text in UTF-8, the text, which is quoted, and what comes after it.
    /// That is one line, because JSON has no line breaks in a text.
    void data(String before, byte[] text, String after) {
        put(DATA);
        put(before.getBytes(StandardCharsets.UTF_8));
        put(QUOTE);
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (Json.isEscaped(text[i])) {
                put(text, start, i);
                put(Json.escape(text[i]));
                start = i + 1;
            }
        }
        put(text, start, text.length);
        put(QUOTE);
        put(after.getBytes(StandardCharsets.UTF_8));
        put(LINE_END);
    }

    /// Ends the event whose fields were written.
    public void endEvent() {
        put(LINE_END);
    }

    private void line(byte[] field, byte[] value) {
        line(field, value, 0, value.length);
    }

    private void line(byte[] field, byte[] value, int start, int end) {
        put(field);
        put(value, start, end);
        put(LINE_END);
    }

    private void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int start, int end) {
        if (out != null) {
            System.arraycopy(bytes, start, out, (int) length, end - start);
        }
        length += end - start;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
