package io.tidings.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// By what a stream can be changed and ended, how often it was changed, and when its client is to be warned that it
/// ends. The event loop of the stream owns it.
final class StreamName {
    /// How long before the end a client is warned, if its time is twice as long.
    private static final Duration LEAD = Duration.ofMinutes(1);

    private final StreamId id;
    private final ChangeRate changes = new ChangeRate();
    private @Nullable Instant warning;

    StreamName(StreamId id) {
        this.id = id;
    }

    StreamId id() {
        return id;
    }

    ChangeRate changes() {
        return changes;
    }

    /// Its client is warned once before its credential, shown at this time, ends.
    void warnBefore(Optional<Instant> expiry, Instant now) {
        warning = expiry.map(end -> end.minus(lead(Duration.between(now, end)))).orElse(null);
    }

    private static Duration lead(Duration life) {
        var half = life.dividedBy(2);
        return half.compareTo(LEAD) < 0 ? half : LEAD;
    }

    /// Whether its client is to be warned at this time. True once.
    boolean mustWarn(Instant now) {
        boolean isDue = warning != null && !now.isBefore(warning);
        if (isDue) {
            warning = null;
        }
        return isDue;
    }
}
