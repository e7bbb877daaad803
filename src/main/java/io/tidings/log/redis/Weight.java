package io.tidings.log.redis;

import io.tidings.event.Draft;

/// What appending costs: events, the topics that they name, and bytes of data. What is appended in one step has a
/// bounded weight, because Redis does nothing else meanwhile; see docs/decisions/0006-large-batches-in-parts.md.
record Weight(int events, int mentions, long bytes) {
    static final Weight NONE = new Weight(0, 0, 0);

    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_MENTIONS = 1_000;
    private static final long MAX_BYTES = 2L * 1024 * 1024;

    static Weight of(Draft draft) {
        return new Weight(1, draft.topics().size(), draft.data().length());
    }

    Weight plus(Weight other) {
        return new Weight(events + other.events, mentions + other.mentions, bytes + other.bytes);
    }

    boolean fits() {
        return events <= MAX_EVENTS && mentions <= MAX_MENTIONS && bytes <= MAX_BYTES;
    }
}
