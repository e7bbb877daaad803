package io.tidings.server;

import io.tidings.memory.Hold;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A hold that most connections never need: it is there while it has any bytes. Owned by the connection's loop.
final class LateHold {
    private final LongFunction<@Nullable Hold> holding;
    private @Nullable Hold hold;

    /// One that the function takes, or not if there is no room.
    LateHold(LongFunction<@Nullable Hold> holding) {
        this.holding = holding;
    }

    /// Holds this many bytes instead of those before; false if there is no room for them.
    boolean tryHold(long bytes) {
        if (bytes == 0) {
            release();
            return true;
        }
        if (hold != null) {
            return hold.tryResize(bytes);
        }
        hold = holding.apply(bytes);
        return hold != null;
    }

    void release() {
        if (hold != null) {
            hold.release();
            hold = null;
        }
    }
}
