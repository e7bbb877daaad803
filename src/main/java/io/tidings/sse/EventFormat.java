package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What events and the hub's own messages look like in a stream. Any thread may use a format. Subscribers
/// with equal formats share the bytes of a frame.
public interface EventFormat {
    default void writeEvent(Event event, EventStreamWriter out) {
        writeEvent(event, event.id(), out);
    }

    /// Writes an event that a client goes on after with another id than that of the event.
    void writeEvent(Event event, EventId id, EventStreamWriter out);

    /// Writes that events may be missing between two ids: the newest that the subscriber had, and the one it
    /// goes on with.
    void writeGap(EventId after, EventId resumes, EventStreamWriter out);

    /// Writes the position of a client to which no event was sent, so that it reconnects with this id; and
    /// how many milliseconds it waits before that.
    void writeCursor(EventId id, OptionalLong retryMillis, EventStreamWriter out);

    /// Writes that a stream ends because its token has: the position of its client, if that is known, and how
    /// many milliseconds it waits before it comes back.
    void writeExpired(Optional<EventId> position, long retryMillis, EventStreamWriter out);

    /// Writes which topics a stream hears from here on.
    void writeTopics(Patterns topics, EventStreamWriter out);

    /// Writes by which name a stream can be changed, which topics it hears, and when it ends, if it does.
    void writeStream(String name, Patterns topics, Optional<Instant> expiry, EventStreamWriter out);

    /// Writes when a stream will end unless its client shows another token.
    void writeExpiring(Instant expiry, EventStreamWriter out);

    /// One event.
    default byte[] event(Event event) {
        return EventStreamWriter.bytesOf(out -> writeEvent(event, out));
    }

    /// Which topics a stream hears from here on.
    default byte[] topics(Patterns topics) {
        return EventStreamWriter.bytesOf(out -> writeTopics(topics, out));
    }

    /// The first message of a stream that can be changed.
    default byte[] stream(String name, Patterns topics, Optional<Instant> expiry) {
        return EventStreamWriter.bytesOf(out -> writeStream(name, topics, expiry, out));
    }

    /// When a stream will end.
    default byte[] expiring(Instant expiry) {
        return EventStreamWriter.bytesOf(out -> writeExpiring(expiry, out));
    }

    /// The position of a client.
    default byte[] cursor(EventId id) {
        return EventStreamWriter.bytesOf(out -> writeCursor(id, OptionalLong.empty(), out));
    }

    /// The last message of a stream: how many milliseconds the client waits before it reconnects, and its
    /// position, if that is known.
    default byte[] farewell(long retryMillis, Optional<EventId> position) {
        return EventStreamWriter.bytesOf(out -> position.ifPresentOrElse(
                id -> writeCursor(id, OptionalLong.of(retryMillis), out), () -> out.retry(retryMillis)));
    }

    /// The last message of a stream whose token has ended.
    default byte[] expired(long retryMillis, Optional<EventId> position) {
        return EventStreamWriter.bytesOf(out -> writeExpired(position, retryMillis, out));
    }
}
