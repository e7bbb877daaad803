package io.tidings.delivery;

import io.tidings.event.Selection;
import io.tidings.telemetry.StreamEnd;

/// Told by the lanes of this node of the streams that they serve. Called on event loops: must not block or
/// throw.
public interface StreamListener {
    /// Listens to nothing.
    StreamListener NONE = new StreamListener() {};

    /// A stream has opened.
    default void opened(Subscriber subscriber) {}

    /// An open stream has another selection from now on.
    default void changed(Subscriber subscriber, Selection before) {}

    /// A stream that had opened is over. Called once for each [#opened].
    default void closed(Subscriber subscriber, StreamEnd end) {}
}
