package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.sse.Form;
import io.tidings.sse.FrameEncoder;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.Executor;

/// Reads the log for subscribers whose cursors lie before what their lanes hold. The executor bounds how many do so at
/// once, and the limit of a page bounds what each holds in memory: a page waits in the connection while its client
/// does not read.
public final class CatchUp {
    private final EventLog log;
    private final Executor readers;
    private final PageLimit limit;

    public CatchUp(EventLog log, Executor readers, PageLimit limit) {
        this.log = log;
        this.readers = readers;
        this.limit = limit;
    }

    /// Gets the one answer to a read, on the subscriber's loop.
    interface Reader {
        /// Bytes to write, maybe none, and the cursor after them.
        void read(byte[] bytes, Cursor next);

        void unavailable();
    }

    /// Reads a page from the subscriber's cursor. Call on its loop.
    void read(Subscriber subscriber, Executor loop, Reader reader) {
        var from = subscriber.cursor();
        readers.execute(() -> {
            try {
                var page = log.read(from, subscriber.patterns(), limit);
                var bytes = encode(page, subscriber.form());
                loop.execute(() -> reader.read(bytes, page.next()));
            } catch (LogUnavailableException _) {
                loop.execute(reader::unavailable);
            }
        });
    }

    private static byte[] encode(Page page, Form form) {
        var bytes = new ByteArrayOutputStream();
        page.gap().ifPresent(gap -> bytes.writeBytes(FrameEncoder.gap(gap.after(), gap.resumes())));
        bytes.writeBytes(FrameEncoder.encode(page.events(), form));
        return bytes.toByteArray();
    }
}
