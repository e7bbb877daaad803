package io.tidings.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/// What a class, or the whole process, tells the log from now on.
public final class Told implements AutoCloseable {
    /// It reports, ten seconds later, how many lines of an earlier test it has left out.
    private static final String LIMITER = "io.tidings.ops.LogFilter";

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger;
    private final Handler handler;

    /// What a class tells from INFO up.
    public Told(Class<?> teller) {
        this(teller.getName(), Level.INFO);
    }

    private Told(String logger, Level least) {
        this.logger = Logger.getLogger(logger);
        this.handler = new Lines(least);
        this.logger.addHandler(handler);
    }

    /// All warnings and worse of the process, each as it is told first.
    public static Told warnings() {
        return new Told("", Level.WARNING);
    }

    private final class Lines extends Handler {
        Lines(Level least) {
            setLevel(least);
        }

        @Override
        public void publish(LogRecord line) {
            if (isLoggable(line) && !LIMITER.equals(line.getLoggerName())) {
                lines.add(line.getLevel() + " " + ExtLogRecord.wrap(line).getFormattedMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
