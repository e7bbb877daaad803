package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;
import java.time.Instant;
import java.util.regex.Pattern;

/// The place of an event in the log: later events have greater ids. The shape is that of Redis stream ids, for every
/// engine; clients treat it as opaque. Neither part is negative.
public record EventId(long millis, long sequence) implements Comparable<EventId> {
    /// The greatest that has the form which is parsed.
    private static final long MAX_SEQUENCE = 999_999_999_999_999_999L;

    /// Before all events.
    public static final EventId ZERO = new EventId(0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    public static EventId parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InvalidEventException(
                    Part.ID, "The id is malformed: send one that a hub gave, such as 1795340982123-0.");
        }
        return new EventId(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)));
    }

    /// The greatest id that is not of this instant or later.
    public static EventId before(Instant instant) {
        long millis = Math.max(1, instant.toEpochMilli()) - 1;
        return new EventId(millis, MAX_SEQUENCE);
    }

    /// When the event was kept, by the clock of the log.
    public Instant time() {
        return Instant.ofEpochMilli(millis);
    }

    public boolean isAfter(EventId other) {
        return millis != other.millis ? millis > other.millis : sequence > other.sequence;
    }

    public static EventId min(EventId one, EventId other) {
        return one.isAfter(other) ? other : one;
    }

    /// The later of two.
    public static EventId max(EventId one, EventId other) {
        return one.isAfter(other) ? one : other;
    }

    /// The id of the next event: the clock may stand still or step back, ids never do.
    public EventId next(long nowMillis) {
        return nowMillis > millis ? new EventId(nowMillis, 0) : new EventId(millis, sequence + 1);
    }

    @Override
    public int compareTo(EventId other) {
        return isAfter(other) ? 1 : equals(other) ? 0 : -1;
    }

    @Override
    public String toString() {
        return millis + "-" + sequence;
    }
}
