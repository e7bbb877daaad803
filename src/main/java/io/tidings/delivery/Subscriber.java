package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.memory.Hold;
import io.tidings.sse.EventFormat;
import io.tidings.sse.EventStreamWriter;
import io.tidings.telemetry.StreamEnd;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cursor over the log, and the connection to feed. Live, it gets each matching frame as it is offered;
/// otherwise it reads on from its cursor. Its lane's event loop owns it.
public final class Subscriber {
    private final EventFormat format;
    private final Connection connection;
    private final Holder holder;
    private Selection selection;
    private Cursor cursor;
    private EventId passed = EventId.ZERO;
    private EventId toldLost = EventId.ZERO;
    private @Nullable EventId told;
    private boolean live;
    private @Nullable StreamEnd end;
    private int idleBeats;
    private @Nullable Audience audience;
    private int indexInCohort;

    /// One that may listen for as long as it likes.
    public Subscriber(Selection selection, Cursor start, EventFormat format, Connection connection) {
        this(selection, start, format, connection, Holder.ANYONE);
    }

    public Subscriber(Selection selection, Cursor start, EventFormat format, Connection connection, Holder holder) {
        this.selection = selection;
        this.cursor = start;
        this.format = format;
        this.connection = connection;
        this.holder = holder;
    }

    /// Shared with the others of its audience, so that many that listen to the same need not keep it
    /// each.
    public Selection selection() {
        return selection;
    }

    /// Gives it another selection, where the newest id that was offered to it is this one: while it is live,
    /// what the new selection includes up to there is not sent. Call between two cohorts.
    void select(Selection other, EventId newest) {
        selection = other;
        toldLost = EventId.ZERO;
        if (live) {
            passed = EventId.max(passed, newest);
        }
    }

    void join(Audience joined, int index) {
        audience = joined;
        indexInCohort = index;
        selection = joined.selection();
    }

    void moveInCohort(int index) {
        indexInCohort = index;
    }

    int indexInCohort() {
        return indexInCohort;
    }

    /// Its part of the batch of its cohort, if that has a [Division].
    int part() {
        return audience == null ? Division.WHOLE : audience.part();
    }

    /// The audience that it belonged to, if it was in a cohort.
    @Nullable
    Audience leave() {
        var left = audience;
        audience = null;
        return left;
    }

    EventFormat format() {
        return format;
    }

    /// Where to read on; of no meaning while it is live.
    Cursor cursor() {
        return cursor;
    }

    void moveTo(Cursor next) {
        cursor = next;
    }

    /// The newest lost event that it was told about.
    EventId toldLost() {
        return toldLost;
    }

    void tellLost(EventId id) {
        toldLost = id;
    }

    /// From now on it gets what is offered beyond the id. Its client is told the id if it was told none yet,
    /// or one that is not of this log: it would miss what is published after a cut before the first event.
    void goLive(EventId id) {
        passed = id;
        live = true;
        if (told == null || told.isAfter(id)) {
            tellCursor(id);
        }
    }

    /// Tells its client where it is.
    void tellCursor(EventId id) {
        tellCursor(id, format.cursor(id));
    }

    private void tellCursor(EventId id, byte[] cursor) {
        told = id;
        send(cursor);
    }

    boolean isLive() {
        return live;
    }

    /// Everything up to the id that was offered and matched has been sent; the rest it will read.
    void fallBehind(EventId id) {
        cursor = new Cursor.After(id.isAfter(passed) ? id : passed);
        live = false;
    }

    boolean wants(EventId id) {
        return live && end == null && id.isAfter(passed);
    }

    /// The newest event that it was sent, or needs not be sent, while live.
    EventId passed() {
        return passed;
    }

    /// Sends it events up to the id.
    void send(byte[] frames, EventId last) {
        passed = last;
        told = last;
        send(frames);
    }

    /// Sends a page of events up to the id, if it has one.
    void send(byte[] page, Optional<EventId> last, Hold hold) {
        last.ifPresent(id -> {
            passed = id;
            told = id;
        });
        idleBeats = 0;
        connection.send(page, hold);
    }

    /// Sends bytes without an id.
    void send(byte[] bytes) {
        idleBeats = 0;
        connection.send(bytes);
    }

    boolean isFull() {
        return connection.isFull();
    }

    StreamState state() {
        return isFull() ? StreamState.STALLED : live ? StreamState.LIVE : StreamState.CATCHING_UP;
    }

    void whenWritable(Runnable action) {
        connection.whenWritable(action);
    }

    /// Sends a heartbeat after this many beats in which nothing was sent: the cursor if it has moved since
    /// its client was last told one, otherwise a comment. Where all that was offered is behind it, the cursor
    /// is the newest id, whose bytes all such subscribers share.
    void beat(int patience, EventId newest, byte[] newestCursor) {
        if (++idleBeats < patience || isClosed() || isFull()) {
            return;
        }
        var position = position(newest);
        if (position.isEmpty() || position.get().equals(told)) {
            send(EventStreamWriter.COMMENT);
        } else if (position.get().equals(newest)) {
            tellCursor(newest, newestCursor);
        } else {
            tellCursor(position.get());
        }
    }

    /// Ends its stream, where the newest id that was offered to it is this one. Once is enough; more does no
    /// harm.
    void close(EventId newest) {
        if (!isClosed()) {
            end = StreamEnd.DRAINED;
            connection.close(Farewell.in(format, position(newest)));
        }
    }

    /// Whoever has opened it.
    public Holder holder() {
        return holder;
    }

    /// Ends its stream if it may not go on, where the newest id that was offered to it is this one.
    void expire(Instant now, EventId newest) {
        if (!isClosed() && holder.isOver(now)) {
            end = StreamEnd.EXPIRED;
            connection.close(Farewell.ofExpired(format, position(newest)));
        }
    }

    /// Everything up to here was sent, if it matched, and nothing beyond. Unknown until a replay has begun.
    private Optional<EventId> position(EventId newest) {
        if (live) {
            return Optional.of(newest.isAfter(passed) ? newest : passed);
        }
        return cursor instanceof Cursor.After(var id) ? Optional.of(id) : Optional.empty();
    }

    /// Ends its stream without a word if its client does not read.
    void abortIfStalled() {
        if (!isClosed() && connection.isStalled()) {
            end = StreamEnd.MEMORY;
            connection.abort();
        }
    }

    /// Its connection is gone. Returns why its stream is over.
    StreamEnd markClosed() {
        if (end == null) {
            end = connection.isAborted() ? StreamEnd.MEMORY : StreamEnd.CLIENT;
        }
        return end;
    }

    /// True once it was told to end, or is gone: nothing more is sent.
    boolean isClosed() {
        return end != null;
    }
}
