package io.tidings.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tidings.memory.Budget;
import org.junit.jupiter.api.Test;

/// Memory runs out while a chunk is made.
class ChunksTest {
    private static final byte[] SMALL = "small".getBytes(US_ASCII);
    private static final byte[] LARGE = new byte[100_000];

    private final Exhaustible memory = new Exhaustible();
    private final Chunks chunks = new Chunks(new Budget(1_000_000), memory);

    private static final class Exhaustible extends AbstractByteBufAllocator {
        private boolean exhausted;

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            if (exhausted) {
                throw new OutOfMemoryError("as the test says");
            }
            return UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }

    @Test
    void theNextChunkIsMadeWhenThereIsMemoryAgain() {
        failToStage(LARGE);

        chunks.stage(LARGE);

        assertEquals("186a0\r\n".length() + LARGE.length + 2, chunks.length());
    }

    @Test
    void whatFitsIsStillStaged() {
        failToStage(LARGE);

        chunks.stage(SMALL);

        assertEquals("5\r\nsmall\r\n", chunks.rest(0).toString(US_ASCII));
    }

    @Test
    void whatAChannelHasYetToSendStays() {
        chunks.stage(SMALL);
        var unsent = chunks.rest(3);
        failToStage(LARGE);

        chunks.stage("other".getBytes(US_ASCII));

        assertEquals("small\r\n", unsent.toString(US_ASCII));
    }

    private void failToStage(byte[] bytes) {
        memory.exhausted = true;
        assertThrows(OutOfMemoryError.class, () -> chunks.stage(bytes));
        memory.exhausted = false;
    }
}
