package io.tidings.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
    private final AtomicInteger ends = new AtomicInteger();
    private final OutOfMemory outOfMemory = new OutOfMemory(ends::incrementAndGet);

    @Test
    void itEndsTheProcessWhateverItIsTheCauseOf() {
        outOfMemory.check(new OutOfMemoryError("Java heap space"));
        outOfMemory.check(new CompletionException(new IOException(new OutOfMemoryError("Cannot reserve"))));

        assertEquals(2, ends.get());
    }

    @Test
    void otherFailuresDoNot() {
        outOfMemory.check(null);
        outOfMemory.check(new StackOverflowError());
        outOfMemory.check(new CausesItself());

        assertEquals(0, ends.get());
    }

    private static final class CausesItself extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }
}
