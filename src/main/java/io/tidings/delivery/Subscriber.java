package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
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
    private TopicChanges changes = TopicChanges.NONE;
    private long delivered;
    private EventId taken = EventId.ZERO;

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

    /// Prepares it for changes of its topics, so that it is known later what it was sent, and tells its client
    /// by which name to change it and when it ends. One that is not prepared can be changed, too: it then
    /// counts as having been sent all that it wants. Call on the loop, before the lane has it.
    public void prepareForChanges(String name, Optional<Instant> expiry) {
        changes = new RememberedChanges(selection.wanted(), cursor);
        send(format.stream(name, selection.wanted(), expiry));
    }

    /// What it remembers of earlier changes, in bytes.
    public int rememberedBytes() {
        return changes.bytes();
    }

    /// What it still has to be sent because its topics have changed.
    TopicChanges changes() {
        return changes;
    }

    /// Changes its topics, where the newest id that was offered to it is this one. Call between two cohorts.
    void change(TopicChange change, EventId newest) {
        var before = selection.wanted();
        var wanted = change.applyTo(before);
        var position = position(newest).orElse(EventId.ZERO);
        remembered().change(wanted, change.newTo(before), change.replay(), position, newest);
        select(new Selection(wanted, selection.readable()), newest);
    }

    /// Lets it read other private events from now on. Call between two cohorts.
    void read(Patterns readable, EventId newest) {
        remembered().invalidate();
        select(new Selection(selection.wanted(), readable), newest);
    }

    private RememberedChanges remembered() {
        var remembered = changes.remembered(selection.wanted());
        changes = remembered;
        return remembered;
    }

    /// While it is live, what the new selection includes up to the newest id is not sent.
    private void select(Selection other, EventId newest) {
        selection = other;
        toldLost = EventId.ZERO;
        if (live) {
            passed = EventId.max(passed, newest);
        }
    }

    /// Tells its client its topics, as they are from here on.
    void tellTopics() {
        changes.told();
        send(format.topics(selection.wanted()));
    }

    /// What to read for it next.
    PageReader.Request request() {
        return changes.replay()
                .map(replay -> request(replay.from(), replay.selection(selection.readable()), replay.scope()))
                .orElseGet(() -> request(cursor, selection, changes.scope(cursor)));
    }

    private PageReader.Request request(Cursor from, Selection selected, PageScope scope) {
        return new PageReader.Request(from, selected, scope, format, toldLost, changes.epoch());
    }

    /// A page of what it was to get next is on its way.
    void tookPage(PageReader.EncodedPage page) {
        toldLost = page.toldLost();
        if (!changes.replayed(page.next(), page.reachesEnd())) {
            moveTo(page.next());
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

    boolean isInCohort() {
        return audience != null;
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
        if (next instanceof Cursor.After(var id)) {
            changes.begunAt(id);
        }
    }

    /// From now on it gets what is offered beyond the id. Its client is told the id if it was told none yet,
    /// or one that is not of this log: it would miss what is published after a cut before the first event.
    void goLive(EventId id) {
        changes.begunAt(id);
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

    /// Sends it this many events up to the id.
    void send(byte[] frames, EventId last, int events) {
        taken = passed;
        passed = last;
        told = last;
        delivered += events;
        send(frames);
    }

    /// Sends a page.
    void send(PageReader.EncodedPage page, Hold hold) {
        page.last().ifPresent(id -> {
            taken = passed;
            passed = id;
            told = id;
        });
        delivered += page.events();
        idleBeats = 0;
        connection.send(page.bytes(), hold);
    }

    /// How many events it was sent.
    public long delivered() {
        return delivered;
    }

    /// Sends bytes without an id.
    void send(byte[] bytes) {
        idleBeats = 0;
        connection.send(bytes);
    }

    boolean isFull() {
        return connection.isFull();
    }

    public StreamState state() {
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

    /// Ends its stream for a reason, where the newest id that was offered to it is this one. Once is enough; more
    /// does no harm.
    void close(StreamEnd reason, EventId newest) {
        if (!isClosed()) {
            end = reason;
            connection.close(Farewell.in(format, position(newest)));
        }
    }

    /// The client that has opened it.
    public Holder holder() {
        return holder;
    }

    /// Ends its stream if it may not go on, where the newest id that was offered to it is this one.
    void expire(Instant now, EventId newest) {
        if (!isClosed() && holder.isOver(now)) {
            end = StreamEnd.EXPIRED;
            connection.close(Farewell.ofExpired(format, position(newest)));
        } else if (!isClosed() && !isFull()) {
            holder.warning(now).ifPresent(expiry -> send(format.expiring(expiry)));
        }
    }

    /// How many bytes wait for its client.
    public long waitingBytes() {
        return connection.waitingBytes();
    }

    /// Up to where its client has taken all that it was sent, or had been before the last write if a part of that still
    /// waits, where the newest id that was offered to it is this one.
    public EventId taken(EventId newest) {
        var position = position(newest).orElse(EventId.ZERO);
        return live && isFull() ? EventId.min(taken, position) : position;
    }

    /// Everything up to here was sent, if it matched, and nothing beyond. Unknown until a replay has begun.
    Optional<EventId> position(EventId newest) {
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
