package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.memory.Hold;
import io.tidings.sse.EventFormat;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cursor over the log, and the stream to feed. Live, it gets each matching frame as it is offered;
/// otherwise it reads on from its cursor. Its lane's event loop owns it.
public final class Subscriber extends ClientStream {
    private Selection selection;
    private TopicChanges changes = TopicChanges.NONE;
    private Cursor cursor;
    private EventId passed = EventId.ZERO;
    private EventId taken = EventId.ZERO;
    private EventId toldLost = EventId.ZERO;
    private boolean live;
    private long delivered;
    private @Nullable Audience audience;
    private int indexInCohort;

    /// One that may listen for as long as it likes.
    public Subscriber(Selection selection, Cursor start, EventFormat format, Connection connection) {
        this(selection, start, format, connection, Holder.ANYONE);
    }

    /// One that may listen for as long as its holder may.
    public Subscriber(Selection selection, Cursor start, EventFormat format, Connection connection, Holder holder) {
        super(format, connection, holder);
        this.selection = selection;
        this.cursor = start;
    }

    /// Shared with the others of its audience, so that many that listen to the same need not keep it
    /// each.
    public Selection selection() {
        return selection;
    }

    /// Prepares it for changes of its topics, so that it is known later what it was sent, and tells its
    /// client by which name to change it and when it ends. One that is not prepared can be changed, too:
    /// it then counts as having been sent all that it wants. Call on the loop, before the lane has it.
    public void prepareForChanges(String name, Optional<Instant> expiry) {
        changes = new RememberedChanges(selection.wanted(), cursor);
        send(format().stream(name, selection.wanted(), expiry));
    }

    /// What it remembers of earlier changes, in bytes.
    public int rememberedBytes() {
        return changes.bytes();
    }

    /// What it still has to be sent because its topics have changed.
    TopicChanges changes() {
        return changes;
    }

    /// The same, which are remembered from now on if they were not before.
    RememberedChanges rememberedChanges() {
        var remembered = changes.remembered(selection.wanted());
        changes = remembered;
        return remembered;
    }

    /// Gives it another selection, where the newest id that was offered to it is this one: while it is
    /// live, what the selection includes up to there is not sent. Call between two cohorts.
    void select(Selection other, EventId newest) {
        selection = other;
        toldLost = EventId.ZERO;
        if (live) {
            passed = EventId.max(passed, newest);
        }
    }

    /// Tells its client its topics, as they are from here on.
    void tellTopics() {
        changes.told();
        send(format().topics(selection.wanted()));
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

    /// What to read for it next.
    PageReader.Request request() {
        return changes.request(cursor, selection, format(), toldLost);
    }

    /// A page of what it was to get next is on its way.
    void tookPage(PageReader.EncodedPage page) {
        toldLost = page.toldLost();
        if (!changes.replayed(page.next(), page.reachesEnd())) {
            moveTo(page.next());
        }
    }

    /// From now on it gets what is offered beyond the id.
    void goLive(EventId id) {
        changes.begunAt(id);
        passed = id;
        live = true;
        tellFirstCursor(id);
    }

    boolean isLive() {
        return live;
    }

    /// Everything up to the id that was offered and matched has been sent; the rest it will read.
    void fallBehind(EventId id) {
        cursor = new Cursor.After(EventId.max(id, passed));
        live = false;
    }

    boolean wants(EventId id) {
        return live && !isClosed() && id.isAfter(passed);
    }

    /// The newest event that it was sent, or needs not be sent, while live.
    EventId passed() {
        return passed;
    }

    @Override
    Optional<EventId> position(EventId newest) {
        if (live) {
            return Optional.of(EventId.max(newest, passed));
        }
        return cursor instanceof Cursor.After(var id) ? Optional.of(id) : Optional.empty();
    }

    /// Sends it this many events up to the id.
    void send(byte[] frames, EventId last, int events) {
        pass(last, events);
        send(frames);
    }

    /// The same, for which memory is held.
    void send(byte[] frames, EventId last, int events, Hold hold) {
        pass(last, events);
        send(frames, hold);
    }

    /// Sends a page.
    void send(PageReader.EncodedPage page, Hold hold) {
        page.last().ifPresent(last -> pass(last, page.events()));
        send(page.bytes(), hold);
    }

    private void pass(EventId last, int events) {
        taken = passed;
        passed = last;
        tell(last);
        delivered += events;
    }

    /// How many events it was sent.
    public long delivered() {
        return delivered;
    }

    /// Up to where its client has taken all that it was sent, or had been before the last write if a
    /// part of that still waits, where the newest id that was offered to it is this one. Until a replay has
    /// begun, where that begins.
    public Cursor taken(EventId newest) {
        return position(newest)
                .<Cursor>map(position -> new Cursor.After(live && isFull() ? lastTaken(position) : position))
                .orElse(cursor);
    }

    /// The cursor is where it was when it went live: what came before had been taken.
    private EventId lastTaken(EventId position) {
        var known = cursor instanceof Cursor.After(var id) ? EventId.max(taken, id) : taken;
        return known.equals(EventId.ZERO) ? position : EventId.min(known, position);
    }

    /// How far it is.
    public StreamState state() {
        return isFull() ? StreamState.STALLED : live ? StreamState.LIVE : StreamState.CATCHING_UP;
    }
}
