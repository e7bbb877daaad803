package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.sse.EventFormat;

/// What a stream still has to be sent because its topics have changed. Owned by the event loop of the
/// stream.
sealed interface TopicChanges permits TopicChanges.None, RememberedChanges {
    /// Those of a stream that was not prepared for any, and has had none. All such streams share them.
    TopicChanges NONE = new None();

    /// The stream gets all events after the id, unless it is known that it began before.
    void begunAt(EventId id);

    /// The same, of a stream that is about to change. One that was not prepared for that, and wants
    /// these, counts as having been sent all of them.
    RememberedChanges remembered(Patterns wanted);

    /// Whether another change can be made on a stream at a position: not if too many wait for it.
    boolean hasRoomAt(EventId position);

    /// Counts the changes. What was read before the last one is of no use.
    int epoch();

    /// What is remembered, in bytes.
    int bytes();

    /// Whether a replay comes before what follows the cursor of the stream.
    boolean hasReplay();

    /// What to read for the stream next: a page of the replay whose turn it is, or of what follows its
    /// cursor.
    PageReader.Request request(Cursor cursor, Selection selection, EventFormat format, EventId toldLost);

    /// What was read for the stream is on its way. True if that was a page of a replay: its cursor stays
    /// where it is.
    boolean replayed(Cursor next, boolean reachesEnd);

    /// Which events a stream gets that goes on from a cursor.
    PageScope scope(Cursor from);

    /// Whether the client of the stream has to be told its topics.
    boolean isUntold();

    /// The client was told.
    void told();

    /// See [#NONE].
    record None() implements TopicChanges {
        @Override
        public void begunAt(EventId id) {}

        @Override
        public RememberedChanges remembered(Patterns wanted) {
            return new RememberedChanges(wanted, new Cursor.Beginning());
        }

        @Override
        public boolean hasRoomAt(EventId position) {
            return true;
        }

        @Override
        public int epoch() {
            return 0;
        }

        @Override
        public int bytes() {
            return 0;
        }

        @Override
        public boolean hasReplay() {
            return false;
        }

        @Override
        public PageReader.Request request(Cursor cursor, Selection selection, EventFormat format, EventId toldLost) {
            return new PageReader.Request(cursor, selection, scope(cursor), format, toldLost, epoch());
        }

        @Override
        public boolean replayed(Cursor next, boolean reachesEnd) {
            return false;
        }

        @Override
        public PageScope scope(Cursor from) {
            return PageScope.ALL;
        }

        @Override
        public boolean isUntold() {
            return false;
        }

        @Override
        public void told() {}
    }
}
