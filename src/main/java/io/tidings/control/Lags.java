package io.tidings.control;

import io.tidings.control.StreamReport.Lag;
import io.tidings.delivery.RecentFrames;
import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.EventLog;
import io.tidings.log.PageLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;

/// How far streams are behind the log. Blocks where their positions are older than the frames in memory.
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

    /// The seconds for which a client has not taken an event that it is to get: since the first of those was kept,
    /// or, if that is older than the frames, at most since its position.
    double seconds(EventId taken, Selection selection, RecentFrames recent) {
        if (!recent.covers(taken)) {
            return secondsSince(taken);
        }
        return recent.firstAfter(taken, selection).map(this::secondsSince).orElse(0.0);
    }

    private double secondsSince(EventId id) {
        return Math.max(0, Duration.between(id.time(), clock.instant()).toMillis() / MILLIS);
    }

    /// The same, with how many events these are.
    Lag of(EventId taken, Selection selection, RecentFrames recent) {
        if (recent.covers(taken)) {
            int events = recent.countAfter(taken, selection);
            return events == 0 ? Lag.NONE : new Lag(events, seconds(taken, selection, recent));
        }
        return countInLog(taken, selection);
    }

    private Lag countInLog(EventId taken, Selection selection) {
        Cursor cursor = new Cursor.After(taken);
        long events = 0;
        double seconds = 0;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            var page = log.read(cursor, selection, PAGE);
            if (events == 0 && !page.events().isEmpty()) {
                seconds = secondsSince(page.events().getFirst().id());
            }
            events += page.events().size();
            cursor = page.next();
            if (page.reachesEnd()) {
                break;
            }
        }
        return new Lag(events, seconds);
    }
}
