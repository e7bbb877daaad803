package io.tidings.delivery;

import io.tidings.event.Selection;

/// Told by the lanes of this node of the streams that they serve. Called on event loops: must not block or
/// throw.
public interface StreamListener {
    /// Listens to nothing.
    StreamListener NONE = new StreamListener() {};

    /// A stream has opened.
    default void opened(Subscriber subscriber) {}

    /// An open stream has another selection from now on.
    default void changed(Subscriber subscriber, Selection before) {}

    /// A stream that had opened is over, whether the hub or the client ended it. Called once for each [#opened].
    default void closed(Subscriber subscriber) {}

    /// The connection of a stream takes no more; it goes on from its cursor when it does.
    default void fellBehind(Subscriber subscriber) {}
}
