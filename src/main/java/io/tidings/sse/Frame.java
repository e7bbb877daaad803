package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One event as every subscriber gets it: encoded once for each form that somebody asks for, shared by all.
public final class Frame {
    private static final int OBJECTS = 256;

    private final Event event;
    private final byte[] plain;
    private volatile byte @Nullable [] envelope;

    Frame(Event event, byte[] plain) {
        this.event = event;
        this.plain = plain;
    }

    public EventId id() {
        return event.id();
    }

    public List<Topic> topics() {
        return event.topics();
    }

    /// Shared by all subscribers; write it, do not change it.
    public byte[] bytes(Form form) {
        return switch (form) {
            case PLAIN -> plain;
            case ENVELOPE -> envelope();
        };
    }

    /// What it takes in memory, in bytes: the event, the plain form, and the envelope that somebody may ask for.
    public int size() {
        return 3 * plain.length + OBJECTS;
    }

    /// Made when the first subscriber wants it. Two threads may both make it; it is the same either way.
    private byte[] envelope() {
        var made = envelope;
        if (made == null) {
            made = FrameEncoder.encode(event, Form.ENVELOPE);
            envelope = made;
        }
        return made;
    }
}
