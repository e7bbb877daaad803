package io.tidings.ops;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.LogRecord;

/// Admits one line a second of each [Kind] to the log, with the number of lines that were left out before it. The
/// number of kinds is limited: when clients cause ever new ones, the kinds of one logger become one. Any thread may
/// call it.
final class Repeats {
    static final int MAX_KINDS = 500;

    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<Kind, Repeat> kinds = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final Executor later;
    private final Consumer<String> report;

    /// Reports after a while what was left out and not told with another line of its kind.
    Repeats(LongSupplier nanos, Executor later, Consumer<String> report) {
        this.nanos = nanos;
        this.later = later;
        this.report = report;
    }

    /// True if the line is to be written. It may then say more than before, and less of its exception.
    boolean admit(LogRecord line) {
        long now = nanos.getAsLong();
        var kind = known(Kind.of(line), now);
        var repeat = kinds.computeIfAbsent(kind, _ -> new Repeat());
        boolean admitted = repeat.admit(line, now);
        if (!admitted && repeat.isReportDue()) {
            reportLater(kind, repeat);
        }
        return admitted;
    }

    private Kind known(Kind kind, long now) {
        if (kinds.size() < MAX_KINDS || kinds.containsKey(kind)) {
            return kind;
        }
        kinds.values().removeIf(repeat -> repeat.isOlderThan(FORGOTTEN_NANOS, now));
        return kinds.size() < MAX_KINDS ? kind : kind.coarse();
    }

    private void reportLater(Kind kind, Repeat repeat) {
        later.execute(() -> {
            if (repeat.isQuiet(nanos.getAsLong())) {
                report(kind, repeat.takeForReport());
            } else {
                reportLater(kind, repeat);
            }
        });
    }

    private void report(Kind kind, long leftOut) {
        if (leftOut > 0) {
            var lines = leftOut == 1 ? "1 more line of %s was" : "%2$,d more lines of %1$s were";
            report.accept((lines + " left out: %3$s").formatted(kind.logger(), leftOut, kind.words()));
        }
    }
}
