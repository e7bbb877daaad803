package io.tidings.ops;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Finds out whether memory has run out although nobody says so: Netty closes the connection at which that happens, at
/// most with a line for debugging. It tries to take some memory itself, of the heap only where little of it is left,
/// so that an idle hub makes no garbage. For one thread.
final class MemoryProbe {
    private static final int BLOCK = 64 * 1024;
    private static final int DIRECT = 1024 * 1024;

    /// A hub that has no more than this share of its heap left does nothing but collect garbage.
    private static final int SHARE = 64;

    private final LongSupplier left;
    private final byte[] @Nullable [] blocks;

    /// For a heap of this size; the supplier tells how many bytes are left without a collection.
    MemoryProbe(long heap, LongSupplier left) {
        this.left = left;
        this.blocks = new byte[Math.toIntExact(heap / SHARE / BLOCK) + 1][];
    }

    static MemoryProbe ofThisProcess() {
        var runtime = Runtime.getRuntime();
        return new MemoryProbe(
                runtime.maxMemory(), () -> runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory());
    }

    /// Throws `OutOfMemoryError` if there is no memory.
    void probe() {
        if (left.getAsLong() < (long) blocks.length * BLOCK) {
            takeHeap();
        }
        UnpooledByteBufAllocator.DEFAULT.directBuffer(DIRECT).release();
    }

    private void takeHeap() {
        try {
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = new byte[BLOCK];
            }
        } finally {
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = null;
            }
        }
    }
}
