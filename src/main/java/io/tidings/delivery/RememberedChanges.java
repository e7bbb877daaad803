package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.sse.EventFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The changes of a stream that was prepared for them, or has had one. The position of the stream stays
/// where it is until all replays are over. Many changes, or long ones, are forgotten where that is
/// possible, and refused where not.
final class RememberedChanges implements TopicChanges {
    /// More changes than this are not remembered, and do not wait for a replay; nor do changes of more
    /// bytes.
    private static final int MOST = 50;

    private static final int MOST_BYTES = 64 * 1024;

    private final Patterns initial;
    private Deque<Backfill> replays = new ArrayDeque<>(1);
    private @Nullable Coverage coverage;
    private boolean untold;
    private int epoch;

    /// Of a stream that begins with these patterns at a cursor.
    RememberedChanges(Patterns initial, Cursor start) {
        this.initial = initial;
        switch (start) {
            case Cursor.Beginning _ -> begunAt(EventId.ZERO);
            case Cursor.After(var id) -> begunAt(id);
            case Cursor.Since(var instant) -> begunAt(EventId.before(instant));
            // Its first position is where it begins.
            case Cursor.Now _, Cursor.Latest _ -> {}
        }
    }

    /// An id that its client has sent may be of another log. What a replay of the latest events has sent
    /// before is not remembered: a later replay may send it again.
    @Override
    public void begunAt(EventId id) {
        if (coverage == null || (coverage.before().isEmpty() && coverage.after().isAfter(id))) {
            coverage = Coverage.of(initial, id);
        }
    }

    @Override
    public RememberedChanges remembered(Patterns wanted) {
        return this;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    /// What was read for the stream is out of date.
    void invalidate() {
        epoch++;
    }

    @Override
    public boolean hasRoomAt(EventId position) {
        return coverage == null || isWorthRemembering(coverage) || isSettledAt(position);
    }

    private static boolean isWorthRemembering(Coverage known) {
        return known.changes() < MOST && known.bytes() < MOST_BYTES;
    }

    @Override
    public int bytes() {
        return coverage == null ? 0 : coverage.bytes();
    }

    /// The stream wants other patterns from now on, where it has a position, and the newest id that it
    /// was offered is this one. The added patterns are new to it.
    void change(Patterns wanted, Patterns added, Cursor replay, EventId position, EventId newest) {
        epoch++;
        untold = true;
        if (coverage == null) {
            begunAt(position);
        }
        var before = coverageAt(position);
        var narrowed = new ArrayDeque<Backfill>(replays.size() + 1);
        replays.forEach(earlier -> narrowed.add(earlier.within(wanted)));
        replays = narrowed;
        if (replay instanceof Cursor.Now || added.all().isEmpty()) {
            coverage = before.change(wanted, added, EventId.max(newest, position));
            return;
        }
        var start = Backfill.start(replay, position);
        coverage = before.change(wanted, added, start);
        if (position.isAfter(start) || replay instanceof Cursor.Latest) {
            replays.add(new Backfill(replay, position, added, before));
        }
    }

    /// After many changes, the stream counts as having been sent all that it wants.
    private Coverage coverageAt(EventId position) {
        var known = coverage;
        if (known == null) {
            throw new IllegalStateException("the stream has not begun");
        }
        return isWorthRemembering(known) || !isSettledAt(position) ? known : Coverage.of(known.wanted(), EventId.ZERO);
    }

    @Override
    public boolean hasReplay() {
        return !replays.isEmpty();
    }

    @Override
    public PageReader.Request request(Cursor cursor, Selection selection, EventFormat format, EventId toldLost) {
        var replay = replays.peek();
        return replay == null
                ? new PageReader.Request(cursor, selection, scope(cursor), format, toldLost, epoch)
                : new PageReader.Request(
                        replay.from(), replay.selection(selection.readable()), replay.scope(), format, toldLost, epoch);
    }

    @Override
    public boolean replayed(Cursor next, boolean reachesEnd) {
        if (!hasReplay()) {
            return false;
        }
        replays.remove().after(next, reachesEnd).ifPresent(replays::addFirst);
        return true;
    }

    private boolean isSettledAt(EventId position) {
        return !hasReplay() && (coverage == null || coverage.isSettledAt(position));
    }

    @Override
    public PageScope scope(Cursor from) {
        if (coverage == null || (from instanceof Cursor.After(var id) && coverage.isSettledAt(id))) {
            return PageScope.ALL;
        }
        return new PageScope(coverage.filter(), Optional.empty());
    }

    @Override
    public boolean isUntold() {
        return untold;
    }

    @Override
    public void told() {
        untold = false;
    }
}
