package io.tidings.log.memory;

import io.tidings.event.Event;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.memory.ArrayFootprint;

/// What the log takes of the heap, in bytes: text in the form in which the JVM has it, and every object around it.
/// References have 8 bytes and headers 16, as in a native binary or on a large heap; elsewhere it is somewhat less.
/// Any thread may call it.
final class Footprint {
    private static final int REFERENCE = 8;
    private static final int HEADER = 16;
    private static final int ARRAY = HEADER + REFERENCE;
    private static final int BOX = HEADER + REFERENCE;
    private static final int PAIR = HEADER + 2 * REFERENCE;
    private static final int ID = HEADER + 2 * Long.BYTES;
    private static final int STRING = HEADER + 2 * REFERENCE;
    private static final int MAP_ENTRY = HEADER + 6 * REFERENCE;

    /// An array that grows by doubling may be half empty.
    private static final int GROWING = 2 * REFERENCE;

    /// Of 22 characters.
    private static final int DIGEST = STRING + ARRAY + 3 * REFERENCE;

    private static final int LATIN_1 = 0xFF;

    private final ArrayFootprint arrays;

    Footprint(ArrayFootprint arrays) {
        this.arrays = arrays;
    }

    /// For the heap of this process.
    static Footprint ofThisHeap() {
        return new Footprint(ArrayFootprint.ofThisHeap());
    }

    /// An event and its places in the log, without its topics: all events share those.
    long of(Event event) {
        int object = HEADER + 7 * REFERENCE + ID + MAP_ENTRY;
        int topics = PAIR + ARRAY + event.topics().size() * (REFERENCE + GROWING);
        long type = event.type().map(EventType::name).map(this::of).orElse(0L) + 2 * BOX;
        long trace = event.trace().map(parent -> 2 * BOX + of(parent.text())).orElse(0L);
        return object
                + topics
                + type
                + trace
                + PAIR
                + BOX
                + arrays.of(event.data().length());
    }

    /// A topic and what the log remembers of it, even if no event of it is left.
    long of(Topic topic) {
        int history = HEADER + 8 * REFERENCE + ID + PAIR + ARRAY + 6 * REFERENCE;
        int emptied = PAIR + MAP_ENTRY;
        return BOX + of(topic.name()) + MAP_ENTRY + history + emptied;
    }

    /// An idempotency key, and the batch that it stands for.
    long ofKey(String key) {
        int batch = 4 * PAIR + ID + DIGEST;
        return of(key) + MAP_ENTRY + GROWING + batch;
    }

    private long of(String text) {
        boolean wide = text.chars().anyMatch(character -> character > LATIN_1);
        return STRING + arrays.of(wide ? 2L * text.length() : text.length());
    }
}
