package io.tidings.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one replica has for a page of streams, in the order of their numbers. If it may have more, the part is cut: it
/// has everything up to a number, and the page ends there.
@RegisterForReflection
record StreamPart(List<StreamReport> streams, @Nullable Long cut) {
    static final StreamPart NONE = new StreamPart(List.of(), null);

    /// The room of a page, by the [StreamReport#size] of its streams. As long as there is some left, one more stream
    /// has room whatever its size, so that no page is empty for the lack of it.
    static final int ROOM = 1_000_000;

    /// What streams take for each unit of their size, in bytes: they are there as objects, as text, and on their way.
    private static final int COPIES = 4;

    /// What a page takes while it is made, in bytes.
    static final long MOST_BYTES = (long) ROOM * COPIES;

    /// How much of the room streams take.
    static int size(List<StreamReport> streams) {
        return streams.stream().mapToInt(StreamReport::size).sum();
    }

    /// What streams take, in bytes.
    static long bytes(List<StreamReport> streams) {
        return (long) size(streams) * COPIES;
    }
}
