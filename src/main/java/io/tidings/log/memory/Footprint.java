package io.tidings.log.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.tidings.event.Event;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import java.lang.management.ManagementFactory;

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

    private final long region;

    /// With a garbage collector that gives whole regions of this many bytes to an object larger than half a region;
    /// 0 if it does not.
    Footprint(long region) {
        this.region = region;
    }

    /// For the heap of this process. Ask when it runs: the heap of a native binary is not the one it was built in.
    static Footprint ofThisHeap() {
        return new Footprint(regionOfG1());
    }

    private static long regionOfG1() {
        try {
            var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return Long.parseLong(options.getVMOption("G1HeapRegionSize").getValue());
        } catch (RuntimeException _) {
            // Not HotSpot, such as a native binary.
            return 0;
        }
    }

    /// An event and its places in the log, without its topics: all events share those.
    long of(Event event) {
        int object = HEADER + 7 * REFERENCE + ID + MAP_ENTRY;
        int topics = PAIR + ARRAY + event.topics().size() * (REFERENCE + GROWING);
        long type = event.type().map(EventType::name).map(this::of).orElse(0L) + 2 * BOX;
        long trace = event.trace().map(parent -> 2 * BOX + of(parent.text())).orElse(0L);
        return object + topics + type + trace + PAIR + BOX + array(event.data().length());
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
        return STRING + array(wide ? 2L * text.length() : text.length());
    }

    private long array(long length) {
        long bytes = roundUp(ARRAY + length, REFERENCE);
        return region > 0 && bytes > region / 2 ? roundUp(bytes, region) : bytes;
    }

    private static long roundUp(long bytes, long unit) {
        return (bytes + unit - 1) / unit * unit;
    }
}
