package io.tidings.presence;

import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Outage;
import io.tidings.log.PresenceEvents;
import io.tidings.log.PresenceStore;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Tells the store what has changed on this node, lets it know each second that the node lives, and brings to
/// the log who has joined and left at any node. For one thread. Every node does all of it: what two of them
/// bring to the log, or one that dies in between, is kept there once.
final class PresenceReports {
    private static final Logger LOG = Logger.getLogger(PresenceReports.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int AT_ONCE = 200;

    private final PresentStreams streams;
    private final PresenceStore store;
    private final EventLog log;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final Outage outage =
            new Outage(LOG, "Presence stands still, and nobody is told who joins and leaves", "Presence is told");

    private long beatAt;

    PresenceReports(PresentStreams streams, PresenceStore store, EventLog log, Duration grace, LongSupplier nanoTime) {
        this.streams = streams;
        this.store = store;
        this.log = log;
        this.grace = grace;
        this.nanoTime = nanoTime;
        this.beatAt = nanoTime.getAsLong();
    }

    /// The time until there is something to do though nothing has changed.
    Duration untilBeat() {
        return Duration.ofNanos(beatAt - nanoTime.getAsLong());
    }

    /// Does what is to be done now. False if the store or the log is away; then it is done the next time.
    boolean work() {
        try {
            reportChanged();
            if (beatAt - nanoTime.getAsLong() <= 0) {
                beat();
            }
            tell();
            outage.over();
            return true;
        } catch (LogUnavailableException e) {
            outage.hit(e);
        } catch (RuntimeException e) {
            outage.hit(new LogUnavailableException(String.valueOf(e.getMessage()), e));
        }
        return false;
    }

    private void reportChanged() {
        if (streams.isOverflown()) {
            store.beginAnew();
            streams.changeAll();
        }
        for (var counts = streams.take(AT_ONCE); !counts.isEmpty(); counts = streams.take(AT_ONCE)) {
            try {
                if (!store.report(counts)) {
                    streams.changeAll();
                }
            } catch (RuntimeException e) {
                streams.giveBack(counts);
                throw e;
            }
        }
    }

    private void beat() {
        if (!store.renew()) {
            streams.changeAll();
            reportChanged();
        }
        while (store.sweep(grace)) {
            reportChanged();
        }
        beatAt = nanoTime.getAsLong() + BEAT.toNanos();
    }

    private void tell() {
        for (var changes = store.untold(); !changes.all().isEmpty(); changes = store.untold()) {
            log.append(PresenceEvents.batch(changes));
            store.told(changes);
        }
    }
}
