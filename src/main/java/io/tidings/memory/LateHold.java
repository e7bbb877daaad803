package io.tidings.memory;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A hold that most connections never need: it is there while it has any bytes. Any thread may call it, one at a time.
public final class LateHold {
    private final LongFunction<@Nullable Hold> holding;
    private @Nullable Hold hold;

    /// One that the function takes, or not if there is no room.
    public LateHold(LongFunction<@Nullable Hold> holding) {
        this.holding = holding;
    }

    /// In bytes.
    public long bytes() {
        return hold == null ? 0 : hold.bytes();
    }

    /// Holds this many bytes instead of those before; false if there is no room for them.
    public boolean tryHold(long bytes) {
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

    /// Gives all of it back.
    public void release() {
        if (hold != null) {
            hold.release();
            hold = null;
        }
    }
}
