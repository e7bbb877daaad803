package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import java.util.Optional;

/// What a stream still has to be sent because its topics have changed. Owned by the event loop of the stream.
sealed interface TopicChanges permits TopicChanges.None, RememberedChanges {
    /// Those of a stream that was not prepared for any, and has had none. All such streams share them.
    TopicChanges NONE = new None();

    /// The stream gets all events after the id, unless it is known that it began before.
    void begunAt(EventId id);

    /// The same, of a stream that is about to change. One that was not prepared for that, and wants these, counts as
    /// having been sent all of them.
    RememberedChanges remembered(Patterns wanted);

    /// Whether another change can be made on a stream at a position: not if too many wait for it.
    boolean hasRoomAt(EventId position);

    /// Counts the changes. What was read before the last one is of no use.
    int epoch();

    /// What is remembered, in bytes.
    int bytes();

    /// The replay whose turn it is; none once all are over.
    Optional<Backfill> replay();

    /// A page was sent. True if it was one of a replay, and not of what follows the stream's own cursor.
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
        public Optional<Backfill> replay() {
            return Optional.empty();
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
