package io.tidings.memory;

import org.jspecify.annotations.Nullable;

/// A part of the [Budget] that is held for one thing, such as a page or a body. Any thread may call it, one at a time.
public final class Hold {
    private final Budget budget;
    private final Use use;
    private long bytes;
    private @Nullable Hold part;
    private @Nullable Runnable whenReleased;

    Hold(Budget budget, Use use, long bytes) {
        this.budget = budget;
        this.use = use;
        this.bytes = bytes;
    }

    /// In bytes.
    public long bytes() {
        return bytes;
    }

    /// Holds a part of another budget for the same thing as well, which is resized and released along with this one.
    public Hold with(Hold ofOther) {
        part = ofOther;
        return this;
    }

    /// Runs the action when it is released, once.
    Hold whenReleased(Runnable action) {
        whenReleased = action;
        return this;
    }

    /// Holds this many bytes instead, now that the size is known: more too, whether there is room or not.
    public void resize(long size) {
        long change = size - bytes;
        bytes = size;
        if (change > 0) {
            budget.take(use, change);
        } else if (change < 0) {
            budget.give(use, -change);
        }
        if (part != null) {
            part.resize(size);
        }
    }

    /// Holds this many bytes instead, if there is room for them, in each budget of which it is a part.
    public boolean tryResize(long size) {
        if (part != null && !part.tryResize(size)) {
            return false;
        }
        if (size > bytes && !budget.tryTake(use, size - bytes)) {
            if (part != null) {
                part.resize(bytes);
            }
            return false;
        }
        if (size < bytes) {
            budget.give(use, bytes - size);
        }
        bytes = size;
        return true;
    }

    /// Gives all of it back. Once is enough; more does no harm.
    public void release() {
        resize(0);
        if (whenReleased != null) {
            var action = whenReleased;
            whenReleased = null;
            action.run();
        }
    }
}
