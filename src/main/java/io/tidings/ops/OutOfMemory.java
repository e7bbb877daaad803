package io.tidings.ops;

import org.jspecify.annotations.Nullable;

/// What becomes of the process when its memory has run out, on the heap or elsewhere: it ends at once. What would go
/// on is a hub with a dead thread here and a lost task there.
final class OutOfMemory {
    /// That of a JVM with `-XX:+ExitOnOutOfMemoryError`.
    static final int EXIT_CODE = 3;

    private static final int DEEPEST_CAUSE = 50;

    private static @Nullable OutOfMemory ofThisProcess;

    private final Runnable end;

    /// The end is to work without memory.
    OutOfMemory(Runnable end) {
        this.end = end;
    }

    /// The one of this process, for every place that may see the error. The first call makes it, when the process
    /// starts.
    static synchronized OutOfMemory ofThisProcess() {
        var made = ofThisProcess;
        if (made == null) {
            made = new OutOfMemory(new LastWords(
                    "Out of memory: the hub ends itself, to be restarted. Give it more memory (-Xmx, or the limit of its "
                            + "container), or let its clients take less of it; see docs/operations.md.",
                    EXIT_CODE));
            ofThisProcess = made;
        }
        return made;
    }

    /// Ends the process if memory had run out when this happened.
    void check(@Nullable Throwable failure) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof OutOfMemoryError) {
                end();
            }
            cause = cause.getCause();
        }
    }

    void end() {
        end.run();
    }
}
