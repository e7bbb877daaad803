package io.tidings.ops;

import io.quarkus.logging.LoggingFilter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;

/// Every line of the log passes this filter, at every handler. Most errors are caught by code that only logs them, so
/// this is where the process learns that its memory has run out. Once clients can connect, they cannot flood the log:
/// of each kind one line a second is written, with the number of lines that were left out. Lines below INFO and the
/// access log pass untouched, because an operator has asked for them.
@LoggingFilter(name = LogFilter.NAME)
public final class LogFilter implements Filter {
    static final String NAME = "tidings";

    private static final Logger LOG = Logger.getLogger(LogFilter.class);
    private static final String ACCESS_LOG = "io.quarkus.http.access-log";
    private static final long REPORT_SECONDS = 10;

    private static volatile boolean serving;

    private final OutOfMemory outOfMemory;
    private final Repeats repeats = new Repeats(
            System::nanoTime, CompletableFuture.delayedExecutor(REPORT_SECONDS, TimeUnit.SECONDS), LOG::warn);

    /// For Quarkus.
    public LogFilter() {
        this(OutOfMemory.ofThisProcess());
    }

    LogFilter(OutOfMemory outOfMemory) {
        this.outOfMemory = outOfMemory;
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        outOfMemory.check(line.getThrown());
        FailedStart.shorten(line);
        return !serving || (!isBehindTheEnd(line) && (isExempt(line) || repeats.admit(line)));
    }

    /// A request may still arrive on a connection when the container of the hub is gone. Its client comes back.
    private static boolean isBehindTheEnd(LogRecord line) {
        return line.getThrown() instanceof IllegalStateException e
                && String.valueOf(e.getMessage()).startsWith("ArC container not initialized");
    }

    private static boolean isExempt(LogRecord line) {
        var name = String.valueOf(line.getLoggerName());
        return line.getLevel().intValue() < Level.INFO.intValue()
                || name.equals(LogFilter.class.getName())
                || name.startsWith(ACCESS_LOG);
    }

    /// Until then lines that look alike are each worth reading: settings that nobody knows, for example.
    static void beginToLimit() {
        serving = true;
    }
}
