package io.tidings.subscribe;

import io.tidings.delivery.Lane;
import io.tidings.stream.Chunks;

/// What the streams of one event loop share.
record LoopStreams(Lane lane, Chunks chunks) {}
