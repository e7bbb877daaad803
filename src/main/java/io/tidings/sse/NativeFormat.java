package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The formats of the hub's own HTTP interface.
public enum NativeFormat implements EventFormat {
    /// The data as it was published.
    PLAIN {
        @Override
        void writeData(Event event, EventStreamWriter out) {
            out.data(event.data().bytes());
        }
    },
    /// The data in one line of JSON, beside the event's id, time, topics and type.
    ENVELOPE {
        @Override
        void writeData(Event event, EventStreamWriter out) {
            Envelope.write(event, out);
        }
    };

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    abstract void writeData(Event event, EventStreamWriter out);

    @Override
    public void writeEvent(Event event, EventId id, EventStreamWriter out) {
        out.id(id);
        event.type().ifPresent(type -> out.type(type.name()));
        event.retry().ifPresent(out::retry);
        writeData(event, out);
        out.endEvent();
    }

    /// It has no id, so that a client that is cut off right after it is told again.
    @Override
    public void writeGap(EventId after, EventId resumes, EventStreamWriter out) {
        out.type("tidings:gap");
        out.data(("{\"after\":\"" + after + "\",\"resumes\":\"" + resumes + "\"}").getBytes(StandardCharsets.US_ASCII));
        out.endEvent();
    }

    /// None of these has an id: a client reconnects from where it was.
    @Override
    public void writeTopics(Patterns topics, EventStreamWriter out) {
        out.type("tidings:topics");
        out.data(utf8("{\"topics\":" + Json.array(topics) + "}"));
        out.endEvent();
    }

    @Override
    public void writeStream(String name, Patterns topics, Optional<Instant> expiry, EventStreamWriter out) {
        out.type("tidings:stream");
        out.data(utf8("{\"stream\":" + Json.quoted(name) + ",\"topics\":" + Json.array(topics) + ",\"expires\":"
                + expiry.map(instant -> Json.quoted(instant.toString())).orElse("null") + "}"));
        out.endEvent();
    }

    @Override
    public void writeExpiring(Instant expiry, EventStreamWriter out) {
        out.type("tidings:expiring");
        out.data(utf8("{\"expires\":" + Json.quoted(expiry.toString()) + "}"));
        out.endEvent();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void writeExpired(Optional<EventId> position, long retryMillis, EventStreamWriter out) {
        position.ifPresent(out::id);
        out.type("tidings:expired");
        out.retry(retryMillis);
        out.data(EMPTY_OBJECT);
        out.endEvent();
    }

    /// It has data because many clients ignore an id without data, and a type so that `onmessage` never sees
    /// it.
    @Override
    public void writeCursor(EventId id, OptionalLong retryMillis, EventStreamWriter out) {
        out.id(id);
        out.type("tidings:cursor");
        retryMillis.ifPresent(out::retry);
        out.data(EMPTY_OBJECT);
        out.endEvent();
    }
}
