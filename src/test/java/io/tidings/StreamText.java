package io.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.sse.EventStreamParser;
import io.tidings.sse.EventStreamParser.Message;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// An event stream as its lines and the blocks that empty lines end. Reads wait for what is not there yet.
public final class StreamText implements AutoCloseable {
    private final Bytes in;
    private final Closeable source;

    public StreamText(InputStream in) {
        this(in::read, in);
    }

    StreamText(Bytes in, Closeable source) {
        this.in = in;
        this.source = source;
    }

    /// Gives the next byte, or a negative number at the end.
    @FunctionalInterface
    interface Bytes {
        int read() throws IOException;
    }

    /// The next event that is not a cursor, with the empty line that ends it and without the comments before
    /// it. Fails at an empty line that no data came before: some clients dispatch there.
    public String event() throws IOException {
        while (true) {
            var event = block().replaceAll("(?m)^:.*\n", "");
            if (!event.startsWith("data:") && !event.contains("\ndata:")) {
                throw new AssertionError("an empty line without an event: " + event);
            }
            if (!event.contains("\nevent: tidings:cursor\n")) {
                return event;
            }
        }
    }

    /// The same event as a client interprets it.
    public Message message() throws IOException {
        return EventStreamParser.parse(event()).getFirst();
    }

    /// All up to and with the next empty line.
    public String block() throws IOException {
        var block = new StringBuilder();
        while (true) {
            var line = line();
            if (!line.endsWith("\n")) {
                throw new EOFException("the stream ended after: " + block + line);
            }
            block.append(line);
            if (line.equals("\n")) {
                return block.toString();
            }
        }
    }

    /// The next line with its LF, or what there is of it when the stream ends.
    public String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            if (next == '\n') {
                break;
            }
        }
        return bytes.toString(UTF_8);
    }

    /// What is left when the stream is over.
    public String rest() throws IOException {
        var rest = new StringBuilder();
        for (var line = line(); !line.isEmpty(); line = line()) {
            rest.append(line);
        }
        return rest.toString();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
