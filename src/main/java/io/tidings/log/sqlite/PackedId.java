package io.tidings.log.sqlite;

import io.tidings.event.EventId;

/// An event id as a row id: 42 bits of milliseconds, which last until the year 2109, and 21 bits of sequence. The
/// order is the same.
final class PackedId {
    private static final int SEQUENCE_BITS = 21;
    private static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;
    private static final long MAX_MILLIS = (1L << 42) - 1;

    private PackedId() {}

    /// The greatest row id that is not after the id, which may come from a client and be anything.
    static long of(EventId id) {
        if (id.millis() > MAX_MILLIS) {
            return Long.MAX_VALUE;
        }
        return id.millis() << SEQUENCE_BITS | Math.min(id.sequence(), MAX_SEQUENCE);
    }

    static EventId unpack(long packed) {
        return new EventId(packed >>> SEQUENCE_BITS, packed & MAX_SEQUENCE);
    }

    /// The first id of a run that lies within one millisecond; the count is the length of the run.
    static EventId next(long newest, long nowMillis, int count) {
        var next = unpack(newest).next(nowMillis);
        return next.sequence() + count - 1 <= MAX_SEQUENCE ? next : new EventId(next.millis() + 1, 0);
    }
}
