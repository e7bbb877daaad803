package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.EventFormat;
import io.tidings.telemetry.StreamEnd;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The last message of a stream that the hub ends: the position from which the client goes on, if that is
/// known, and when to reconnect, one to five seconds later by chance, so that clients do not all come back at
/// once. A client whose token has ended is told that it may not go on with it.
final class Farewell {
    private static final int MIN_MILLIS = 1_000;
    private static final int MAX_MILLIS = 5_000;

    private Farewell() {}

    static byte[] of(StreamEnd reason, EventFormat format, Optional<EventId> position) {
        int retryMillis = ThreadLocalRandom.current().nextInt(MIN_MILLIS, MAX_MILLIS + 1);
        return reason == StreamEnd.EXPIRED
                ? format.expired(retryMillis, position)
                : format.farewell(retryMillis, position);
    }
}
