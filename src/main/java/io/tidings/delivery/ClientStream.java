package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.memory.Hold;
import io.tidings.sse.EventFormat;
import io.tidings.sse.EventStreamWriter;
import io.tidings.telemetry.StreamEnd;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stream of one client: what is sent on it, the heartbeats while nothing is, and its end. It knows
/// what its client was told last. A [Subscriber] extends it, and does not refer to it, so that a client
/// takes one object. The lane's event loop owns it.
abstract sealed class ClientStream permits Subscriber {
    private final EventFormat format;
    private final Connection connection;
    private final Holder holder;
    private @Nullable EventId told;
    private @Nullable StreamEnd end;
    private int idleBeats;

    ClientStream(EventFormat format, Connection connection, Holder holder) {
        this.format = format;
        this.connection = connection;
        this.holder = holder;
    }

    /// Everything up to here was sent, if it matched, and nothing beyond, where the newest id that was
    /// offered to the stream is this one. Unknown until a replay has begun.
    abstract Optional<EventId> position(EventId newest);

    final EventFormat format() {
        return format;
    }

    /// The client that has opened it.
    public final Holder holder() {
        return holder;
    }

    /// Sends bytes without an id.
    final void send(byte[] bytes) {
        idleBeats = 0;
        connection.send(bytes);
    }

    /// Sends a page, for which memory is held.
    final void send(byte[] page, Hold hold) {
        idleBeats = 0;
        connection.send(page, hold);
    }

    final boolean isFull() {
        return connection.isFull();
    }

    final void whenWritable(Runnable action) {
        connection.whenWritable(action);
    }

    /// How many bytes wait for its client.
    public final long waitingBytes() {
        return connection.waitingBytes();
    }

    /// What is sent next tells its client this id.
    final void tell(EventId id) {
        told = id;
    }

    /// Tells its client where it is.
    final void tellCursor(EventId id) {
        tellCursor(id, format.cursor(id));
    }

    private void tellCursor(EventId id, byte[] cursor) {
        tell(id);
        send(cursor);
    }

    /// The same if its client was told no id yet, or one that is not of this log: it would miss what is
    /// published after a cut before the first event.
    final void tellFirstCursor(EventId id) {
        if (told == null || told.isAfter(id)) {
            tellCursor(id);
        }
    }

    /// Sends a heartbeat after this many beats in which nothing was sent: the cursor if it has moved
    /// since its client was last told one, otherwise a comment. Where all that was offered is behind it,
    /// the cursor is the newest id, whose bytes all such streams share.
    final void beat(int patience, EventId newest, byte[] newestCursor) {
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

    /// Ends it for a reason, where the newest id that was offered to it is this one. Once is enough;
    /// more does no harm.
    final void close(StreamEnd reason, EventId newest) {
        if (!isClosed()) {
            end = reason;
            connection.close(Farewell.of(reason, format, position(newest)));
        }
    }

    /// Ends it if it may not go on at this time, or warns its client of that, where the newest id that was
    /// offered to it is this one.
    final void expire(Instant now, EventId newest) {
        if (holder.isOver(now)) {
            close(StreamEnd.EXPIRED, newest);
        } else if (!isClosed() && !isFull()) {
            holder.warning(now).ifPresent(expiry -> send(format.expiring(expiry)));
        }
    }

    /// Ends it without a word if its client does not read: its last words too, if it was told to end.
    final void abortIfStalled() {
        if (connection.isStalled()) {
            end = isClosed() ? end : StreamEnd.MEMORY;
            connection.abort();
        }
    }

    /// Its connection is gone. Returns why it is over.
    final StreamEnd markClosed() {
        if (end == null) {
            end = connection.isAborted() ? StreamEnd.MEMORY : StreamEnd.CLIENT;
        }
        return end;
    }

    /// True once it was told to end, or is gone: nothing more is sent.
    final boolean isClosed() {
        return end != null;
    }
}
