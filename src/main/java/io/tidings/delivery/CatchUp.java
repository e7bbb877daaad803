package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.log.EventLog;
import io.tidings.log.Gap;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.sse.EventFormat;
import io.tidings.sse.EventStreamWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Reads the log for subscribers whose cursors lie before what their lanes hold. The executor bounds how many do so at
/// once, the limit of a page what each holds in memory, and the budget what all of them hold: a page waits in the
/// connection while its client does not read.
public final class CatchUp {
    private static final Logger LOG = System.getLogger(CatchUp.class.getName());

    private final EventLog log;
    private final Executor readers;
    private final PageLimit limit;
    private final long mostBytes;
    private final Budget budget;

    /// Pages are read within the limit, and take this many bytes of the budget at most while they are read.
    public CatchUp(EventLog log, Executor readers, PageLimit limit, long mostBytes, Budget budget) {
        this.log = log;
        this.readers = readers;
        this.limit = limit;
        this.mostBytes = mostBytes;
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    /// The most that a page takes while it is read, in bytes.
    long mostBytes() {
        return mostBytes;
    }

    /// Gets the one answer to a read, whatever becomes of it, on the subscriber's loop.
    interface Reader {
        /// Bytes to write, maybe none, the last event that they have, the cursor after them, and the newest
        /// lost event that they tell of.
        void read(byte[] bytes, Optional<EventId> last, Cursor next, EventId toldLost);

        void unavailable();
    }

    /// Reads a page from the subscriber's cursor. What is held for it is given back once it was handed to the reader.
    /// Call on the subscriber's loop.
    void read(Subscriber subscriber, Executor loop, Hold hold, Reader reader) {
        var from = subscriber.cursor();
        var selection = subscriber.selection();
        var format = subscriber.format();
        var told = subscriber.toldLost();
        readers.execute(() -> {
            try {
                var page = log.read(from, selection, limit);
                // The same gap shows from each cursor before its end; it is told once.
                var gap = page.gap().filter(lost -> lost.lastLost().isAfter(told));
                var bytes = encode(gap, page.events(), format);
                var last = page.events().isEmpty()
                        ? Optional.<EventId>empty()
                        : Optional.of(page.events().getLast().id());
                var next = page.next();
                var toldLost = gap.map(Gap::lastLost).orElse(told);
                hold.resize(bytes.length);
                loop.execute(() -> {
                    try {
                        reader.read(bytes, last, next, toldLost);
                    } finally {
                        hold.release();
                    }
                });
            } catch (LogUnavailableException _) {
                giveUp(hold, loop, reader);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "A subscriber could not read on from " + from + " and tries again later", e);
                giveUp(hold, loop, reader);
            }
        });
    }

    private static byte[] encode(Optional<Gap> gap, List<Event> events, EventFormat format) {
        var out = EventStreamWriter.ofEvents(events);
        gap.ifPresent(lost -> format.writeGap(lost.after(), lost.resumes(), out));
        events.forEach(event -> format.writeEvent(event, out));
        return out.toByteArray();
    }

    private static void giveUp(Hold hold, Executor loop, Reader reader) {
        hold.release();
        loop.execute(reader::unavailable);
    }
}
