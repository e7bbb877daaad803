package io.tidings.ops;

import io.quarkus.logging.LoggingFilter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;

/// What each line of the log passes on its way out, at every handler. Most of what throws an error is caught by
/// someone who does nothing but log it, so this is where the process learns that its memory has run out. And from the
/// time that clients may come they cannot flood the log, for of each kind there is a line a second, and the number of
/// those that were left out. What is below INFO was asked for, and so was an access log: they are not touched.
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
        return !serving || isExempt(line) || repeats.admit(line);
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
