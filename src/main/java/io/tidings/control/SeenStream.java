package io.tidings.control;

import io.tidings.delivery.Lane;
import io.tidings.delivery.RecentFrames;
import io.tidings.delivery.StreamState;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Cursor;
import io.tidings.event.Selection;

/// What a lane says of a stream: it does not change any more. The subscriber is for the loop of the lane.
record SeenStream(
        Lane lane,
        Subscriber subscriber,
        OpenStream stream,
        Selection selection,
        StreamState state,
        Cursor taken,
        long waitingBytes,
        long delivered,
        RecentFrames recent) {
    /// Call on the loop of the lane.
    static SeenStream of(Lane lane, Subscriber subscriber, OpenStream stream, RecentFrames recent) {
        return new SeenStream(
                lane,
                subscriber,
                stream,
                subscriber.selection(),
                subscriber.state(),
                subscriber.taken(recent.head()),
                subscriber.waitingBytes(),
                subscriber.delivered(),
                recent);
    }

    long number() {
        return stream.number();
    }

    /// Whether its client has taken everything that it was offered.
    boolean isUpToDate() {
        return state == StreamState.LIVE && waitingBytes == 0;
    }
}
