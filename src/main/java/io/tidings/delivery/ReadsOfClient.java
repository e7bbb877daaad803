package io.tidings.delivery;

import io.tidings.memory.Budget;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/// The reads of one client for the subscribers of a lane: a few at a time, and the others behind them,
/// in turn. Owned by the lane's event loop.
final class ReadsOfClient {
    /// More would not be read sooner: a node has eight readers by default, and a lane for each of its
    /// event loops.
    static final int MOST = 4;

    private final SequencedSet<Subscriber> behind = new LinkedHashSet<>();
    private final Budget share;
    private int begun;

    /// Those of a client whose pages may hold this much, with those that other lanes read for it.
    ReadsOfClient(Budget share) {
        this.share = share;
    }

    Budget share() {
        return share;
    }

    /// True if the read of a subscriber may begin; if not, it begins when [#end] returns it.
    boolean begin(Subscriber subscriber) {
        if (begun == MOST) {
            behind.add(subscriber);
            return false;
        }
        begun++;
        return true;
    }

    /// A read that has begun is over. Returns the one that begins in its place, if any waits.
    Optional<Subscriber> end() {
        if (behind.isEmpty()) {
            begun--;
            return Optional.empty();
        }
        return Optional.of(behind.removeFirst());
    }

    /// Removes a read that has not begun, if there is one.
    void remove(Subscriber subscriber) {
        behind.remove(subscriber);
    }

    boolean isOver() {
        return begun == 0;
    }
}
