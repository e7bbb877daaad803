package io.tidings.subscribe;

import io.tidings.event.EventId;
import io.tidings.sse.FrameEncoder;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The last words to a client that is sent away: when to come back, after one to five seconds, so that not all do so at
/// once, and from where to go on.
final class Farewell {
    private static final int EARLIEST_MILLIS = 1_000;
    private static final int LATEST_MILLIS = 5_000;

    private Farewell() {}

    /// For one client.
    static byte[] frame(Optional<EventId> position) {
        return FrameEncoder.farewell(ThreadLocalRandom.current().nextInt(EARLIEST_MILLIS, LATEST_MILLIS), position);
    }
}
