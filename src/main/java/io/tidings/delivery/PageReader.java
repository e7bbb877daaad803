package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.memory.ArrayFootprint;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.sse.EventFormat;
import io.tidings.telemetry.GapCause;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Reads pages of the log for subscribers whose cursors lie before the windows of their lanes. The executor
/// bounds the number of reads at once, the limit of a page the memory of one, and the budget the memory of
/// all: a page waits in the connection while its client does not read.
public final class PageReader {
    private static final Logger LOG = System.getLogger(PageReader.class.getName());

    private final EventLog log;
    private final Executor readers;
    private final PageLimit limit;
    private final long firstBytes;
    private final Budget budget;
    private final ClientShares shares;
    private final ArrayFootprint arrays;

    /// Reads pages within the limit. A page is read when there is room for this many bytes.
    public PageReader(EventLog log, Executor readers, PageLimit limit, long firstBytes, Budget budget) {
        this(log, readers, limit, firstBytes, budget, ArrayFootprint.ofThisHeap());
    }

    PageReader(EventLog log, Executor readers, PageLimit limit, long firstBytes, Budget budget, ArrayFootprint arrays) {
        this.log = log;
        this.readers = readers;
        this.limit = limit;
        this.firstBytes = firstBytes;
        this.budget = budget;
        this.shares = new ClientShares(budget);
        this.arrays = arrays;
    }

    Budget budget() {
        return budget;
    }

    /// What each client may hold of the budget: pages that are read for it, and what it has not taken of its replays.
    ClientShares shares() {
        return shares;
    }

    /// What each page takes of the heap.
    ArrayFootprint arrays() {
        return arrays;
    }

    /// What is held for a page before it is known what that takes, in bytes: as much as most pages take at most.
    long firstBytes() {
        return firstBytes;
    }

    /// What to read, and what of it to write. A gap is written if it ends after the newest lost event that the client
    /// was told of. The epoch is that of the subscriber's topics.
    record Request(
            Cursor from, Selection selection, PageScope scope, EventFormat format, EventId toldLost, int epoch) {}

    /// A page as its subscriber gets it: the bytes, which may be none, and the number of events in them;
    /// the id that the last of those carries; the gap before them; the cursor after them; whether the log
    /// ended there; and the newest lost event that the client is told of.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record EncodedPage(
            byte[] bytes,
            int events,
            Optional<EventId> last,
            Optional<GapCause> gap,
            Cursor next,
            boolean reachesEnd,
            EventId toldLost) {}

    /// Gets the one answer to a request, on the loop.
    interface Callback {
        /// Takes a page, and what is held for it, to be released.
        void read(EncodedPage page, Hold hold);

        /// There is no room for the page, and nothing is held for it any more. Read it when this many bytes are held.
        void tooLarge(long bytes);

        void unavailable();
    }

    /// Reads a page for a subscriber of the loop. The hold goes to the callback, or is released.
    void read(Request request, Executor loop, Hold hold, Callback callback) {
        try {
            readers.execute(() -> readOn(request, loop, hold, callback));
        } catch (RejectedExecutionException _) {
            // The hub stops.
            giveUp(hold, loop, callback);
        }
    }

    private void readOn(Request request, Executor loop, Hold hold, Callback callback) {
        try {
            var page = log.read(request.from(), request.selection(), limit);
            var content = new PageContent(page, request, arrays);
            long bytes = content.bytes();
            if (bytes > hold.bytes() && !hold.tryResize(bytes)) {
                hold.release();
                loop.execute(() -> callback.tooLarge(bytes));
                return;
            }
            var encoded = content.encode();
            hold.resize(arrays.of(encoded.bytes().length));
            loop.execute(() -> callback.read(encoded, hold));
        } catch (LogUnavailableException _) {
            giveUp(hold, loop, callback);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A page after " + request.from() + " could not be read; it is tried again", e);
            giveUp(hold, loop, callback);
        }
    }

    private static void giveUp(Hold hold, Executor loop, Callback callback) {
        hold.release();
        loop.execute(callback::unavailable);
    }
}
