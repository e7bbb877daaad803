package io.tidings.control;

import io.tidings.control.StreamReport.Lag;
import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.EventLog;
import io.tidings.log.PageLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How far streams are behind the log.
@ApplicationScoped
class Lags {
    private static final PageLimit PAGE = new PageLimit(512, 256 * 1024);

    /// Events beyond this many pages of the log are not counted.
    private static final int MOST_PAGES = 20;

    private static final double MILLIS = 1_000;

    private final EventLog log;
    private final InstantSource clock;

    @Inject
    Lags(EventLog log) {
        this(log, InstantSource.system());
    }

    Lags(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Whether a stream may lag for this many seconds. Does not block: what its client has not taken is not older than
    /// its position.
    boolean mayLag(SeenStream stream, double seconds) {
        if (seconds <= 0) {
            return true;
        }
        return !stream.isUpToDate()
                && switch (stream.taken()) {
                    case Cursor.Beginning _, Cursor.Latest _ -> true;
                    case Cursor.After(var id) -> secondsSince(id.time()) >= seconds;
                    case Cursor.Since(var instant) -> secondsSince(instant) >= seconds;
                    case Cursor.Now _ -> false;
                };
    }

    /// By how much a stream lags, if that is this many seconds at least. Blocks if its position is
    /// older than the frames in memory.
    Optional<Lag> of(SeenStream stream, double leastSeconds, LogReads reads) {
        if (stream.isUpToDate() || stream.taken() instanceof Cursor.Now) {
            return lag(0, 0, leastSeconds);
        }
        if (stream.taken() instanceof Cursor.After(var id) && stream.recent().covers(id)) {
            return inFrames(stream, id, leastSeconds);
        }
        reads.count();
        return inLog(stream.taken(), stream.selection(), leastSeconds);
    }

    private Optional<Lag> inFrames(SeenStream stream, EventId taken, double leastSeconds) {
        double seconds = stream.recent()
                .firstAfter(taken, stream.selection())
                .map(first -> secondsSince(first.time()))
                .orElse(0.0);
        return seconds < leastSeconds
                ? Optional.empty()
                : Optional.of(new Lag(stream.recent().countAfter(taken, stream.selection()), seconds));
    }

    private Optional<Lag> inLog(Cursor taken, Selection selection, double leastSeconds) {
        var cursor = taken;
        long events = 0;
        double seconds = 0;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            var page = log.read(cursor, selection, PAGE);
            if (events == 0 && !page.events().isEmpty()) {
                seconds = secondsSince(page.events().getFirst().id().time());
                if (seconds < leastSeconds) {
                    return Optional.empty();
                }
            }
            events += page.events().size();
            cursor = page.next();
            if (page.reachesEnd()) {
                break;
            }
        }
        return lag(events, seconds, leastSeconds);
    }

    private static Optional<Lag> lag(long events, double seconds, double leastSeconds) {
        return seconds < leastSeconds ? Optional.empty() : Optional.of(new Lag(events, seconds));
    }

    private double secondsSince(Instant instant) {
        return Math.max(0, Duration.between(instant, clock.instant()).toMillis() / MILLIS);
    }
}
