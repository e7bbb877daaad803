package io.tidings.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// The open streams of this node. Any thread may ask; each lane answers for its own, in its next task.
public interface OpenStreams {
    /// How many there are in each state. May end on an event loop, so what depends on it must not block.
    CompletionStage<Map<StreamState, Integer>> states();

    /// The lanes that serve them.
    Collection<Lane> lanes();
}
