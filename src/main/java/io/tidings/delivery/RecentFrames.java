package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.sse.Frame;
import java.util.List;
import java.util.Optional;

/// The newest frames of a lane at one moment: all events after the floor, up to the head. Any thread may use it.
public record RecentFrames(EventId floor, EventId head, List<Frame> frames) {
    /// Whether all that follows an id is here.
    public boolean covers(EventId id) {
        return !floor.isAfter(id);
    }

    /// The first selected event after an id.
    public Optional<EventId> firstAfter(EventId id, Selection selection) {
        var filter = selection.filter();
        return frames.subList(indexAfter(id), frames.size()).stream()
                .filter(frame -> filter.includes(frame.topics(), frame.visibility()))
                .map(Frame::id)
                .findFirst();
    }

    /// How many selected events follow an id.
    public int countAfter(EventId id, Selection selection) {
        var filter = selection.filter();
        return (int) frames.subList(indexAfter(id), frames.size()).stream()
                .filter(frame -> filter.includes(frame.topics(), frame.visibility()))
                .count();
    }

    private int indexAfter(EventId id) {
        int low = 0;
        int high = frames.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (frames.get(middle).id().isAfter(id)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
