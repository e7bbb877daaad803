package io.tidings.delivery;

import io.tidings.event.EventFilter;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.sse.EventFormat;
import io.tidings.sse.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The subscribers of a lane with the same selection and format, so that the frames of a turn are matched and
/// joined once for all of them. Owned by the lane's event loop.
final class Cohort {
    private final Selection selection;
    private final EventFilter filter;
    private final List<Subscriber> members = new ArrayList<>(1);
    private final WriteBatch batch;
    private EventId before = EventId.ZERO;
    private EventId newest = EventId.ZERO;

    Cohort(Selection selection, EventFormat format) {
        this.selection = selection;
        this.filter = selection.filterOfWanted();
        this.batch = new WriteBatch(format);
    }

    Selection selection() {
        return selection;
    }

    /// Whether its members get a frame that has a topic they want.
    boolean includes(Frame frame) {
        return filter.isReadable(frame.topics(), frame.visibility());
    }

    void add(Subscriber subscriber) {
        subscriber.join(this, members.size());
        members.add(subscriber);
    }

    /// Its last member takes the place of the one that leaves.
    void remove(Subscriber subscriber) {
        var last = members.removeLast();
        if (last != subscriber) {
            members.set(subscriber.indexInCohort(), last);
            last.join(this, subscriber.indexInCohort());
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    void forEach(Consumer<Subscriber> action) {
        members.forEach(action);
    }

    /// True if the frame is gathered already, since one of its topics brought it here before.
    boolean has(Frame frame) {
        return newest.equals(frame.id());
    }

    boolean hasRoomFor(Frame frame) {
        return batch.hasRoomFor(frame);
    }

    /// Gathers a frame that follows the given id in the log; true if it is the first since the last [#send].
    boolean gather(Frame frame, EventId previous) {
        boolean first = batch.isEmpty();
        if (first) {
            before = previous;
        }
        batch.add(frame);
        newest = frame.id();
        return first;
    }

    /// Sends what was gathered to all that are live. Those that are full are not live from now on, and handed
    /// over.
    void send(Consumer<Subscriber> fellBehind) {
        var bytes = batch.bytes();
        var first = batch.first();
        var last = batch.last();
        for (int i = 0; i < members.size(); i++) {
            var subscriber = members.get(i);
            if (!subscriber.wants(last)) {
                continue;
            }
            if (subscriber.isFull()) {
                subscriber.fallBehind(before);
                fellBehind.accept(subscriber);
            } else {
                subscriber.send(subscriber.wants(first) ? bytes : batch.bytesAfter(subscriber.passed()), last);
            }
        }
        clear();
    }

    /// Forgets what was gathered.
    void clear() {
        batch.clear();
    }
}
