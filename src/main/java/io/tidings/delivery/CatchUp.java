package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.log.EventLog;
import io.tidings.log.Gap;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.sse.FrameEncoder;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/// Reads the log for subscribers whose cursors lie before what their lanes hold. The executor bounds how many do so at
/// once, and the limit of a page bounds what each holds in memory: a page waits in the connection while its client
/// does not read.
public final class CatchUp {
    private static final Logger LOG = System.getLogger(CatchUp.class.getName());

    private final EventLog log;
    private final Executor readers;
    private final PageLimit limit;

    public CatchUp(EventLog log, Executor readers, PageLimit limit) {
        this.log = log;
        this.readers = readers;
        this.limit = limit;
    }

    /// Gets the one answer to a read, whatever becomes of it, on the subscriber's loop.
    interface Reader {
        /// Bytes to write, maybe none, the cursor after them, and the newest lost event that they tell of.
        void read(byte[] bytes, Cursor next, EventId toldLost);

        void unavailable();
    }

    /// Reads a page from the subscriber's cursor. Call on its loop.
    void read(Subscriber subscriber, Executor loop, Reader reader) {
        var from = subscriber.cursor();
        var told = subscriber.toldLost();
        readers.execute(() -> {
            try {
                var page = log.read(from, subscriber.patterns(), limit);
                // The same gap shows from each cursor before its end; it is told once.
                var gap = page.gap().filter(lost -> lost.lastLost().isAfter(told));
                var bytes = new ByteArrayOutputStream();
                gap.ifPresent(lost -> bytes.writeBytes(FrameEncoder.gap(lost.after(), lost.resumes())));
                bytes.writeBytes(FrameEncoder.encode(page.events(), subscriber.form()));
                var toldLost = gap.map(Gap::lastLost).orElse(told);
                loop.execute(() -> reader.read(bytes.toByteArray(), page.next(), toldLost));
            } catch (LogUnavailableException _) {
                loop.execute(reader::unavailable);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "A subscriber could not read on from " + from + " and tries again later", e);
                loop.execute(reader::unavailable);
            }
        });
    }
}
