package io.tidings.ops;

import java.time.Duration;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/// The lines of one [Kind]: when one of them was written, and how many were not since. The stack of an exception is
/// written once a minute.
final class Repeat {
    private static final long APART_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long STACKS_APART_NANOS = Duration.ofMinutes(1).toNanos();

    private boolean any;
    private long lastAt;
    private long stackAt;
    private long leftOut;
    private boolean reportDue;
    private long asked;
    private boolean admitted;

    /// Every handler asks for the same line, and gets the same answer.
    synchronized boolean admit(LogRecord line, long now) {
        if (any && line.getSequenceNumber() == asked) {
            return admitted;
        }
        asked = line.getSequenceNumber();
        admitted = !any || now - lastAt >= APART_NANOS;
        if (admitted) {
            complete(line, now);
            lastAt = now;
        } else {
            leftOut++;
        }
        any = true;
        return admitted;
    }

    private void complete(LogRecord line, long now) {
        boolean shortened = any && line.getThrown() != null && now - stackAt < STACKS_APART_NANOS;
        if (!shortened) {
            stackAt = now;
        }
        if (line instanceof ExtLogRecord record && (shortened || leftOut > 0)) {
            var text = new StringBuilder(formatted(record));
            if (shortened) {
                text.append(": ").append(record.getThrown());
                record.setThrown(null);
            }
            if (leftOut > 0) {
                text.append(" (and %,d more like this)".formatted(leftOut));
                leftOut = 0;
            }
            record.setMessage(text.toString(), ExtLogRecord.FormatStyle.NO_FORMAT);
        }
    }

    @SuppressWarnings("deprecation") // A formatter would do the same.
    private static String formatted(ExtLogRecord line) {
        return line.getFormattedMessage();
    }

    /// True if some were left out and nobody has yet undertaken to report that.
    synchronized boolean isReportDue() {
        boolean due = !reportDue && leftOut > 0;
        reportDue |= due;
        return due;
    }

    /// True if the next line would be written.
    synchronized boolean isQuiet(long now) {
        return now - lastAt >= APART_NANOS;
    }

    /// How many were left out and not told of.
    synchronized long takeForReport() {
        long taken = leftOut;
        leftOut = 0;
        reportDue = false;
        return taken;
    }

    synchronized boolean isOlderThan(long age, long now) {
        return now - lastAt > age && leftOut == 0;
    }
}
