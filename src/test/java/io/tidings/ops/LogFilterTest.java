package io.tidings.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogFilterTest {
    private final AtomicInteger ends = new AtomicInteger();
    private final LogFilter filter = new LogFilter(new OutOfMemory(ends::incrementAndGet));

    @BeforeAll
    static void serve() {
        LogFilter.beginToLimit();
    }

    @Test
    void anOutOfMemoryErrorThatIsLoggedEndsTheProcess() {
        var line = line(Level.WARNING, "io.netty.util.concurrent.AbstractEventExecutor");
        line.setThrown(new IllegalStateException(new OutOfMemoryError("Java heap space")));

        filter.isLoggable(line);

        assertEquals(1, ends.get());
    }

    @Test
    void aLineOfTheSameKindIsLeftOut() {
        assertTrue(filter.isLoggable(line(Level.WARNING, "a")));
        assertFalse(filter.isLoggable(line(Level.WARNING, "a")));
    }

    @Test
    void whatWasAskedForIsNot() {
        for (int i = 0; i < 2; i++) {
            assertTrue(filter.isLoggable(line(Level.FINE, "a")));
            assertTrue(filter.isLoggable(line(Level.INFO, "io.quarkus.http.access-log")));
        }
    }

    @Test
    void aRequestBehindTheEndIsLeftOut() {
        var line = line(Level.SEVERE, "io.quarkus.vertx.http.runtime.QuarkusErrorHandler");
        line.setThrown(new IllegalStateException("ArC container not initialized: the container is not started"));

        assertFalse(filter.isLoggable(line));
    }

    private static LogRecord line(Level level, String logger) {
        var line = new LogRecord(level, "message");
        line.setLoggerName(logger);
        return line;
    }
}
