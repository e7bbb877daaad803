package io.tidings.subscribe;

import io.tidings.sse.FrameEncoder;
import java.util.concurrent.ThreadLocalRandom;

/// When who is sent away comes back: after one to five seconds, so that not all do so at once.
final class ReconnectTime {
    private static final int EARLIEST_MILLIS = 1_000;
    private static final int LATEST_MILLIS = 5_000;

    private ReconnectTime() {}

    /// Tells one client.
    static byte[] frame() {
        return FrameEncoder.retry(ThreadLocalRandom.current().nextInt(EARLIEST_MILLIS, LATEST_MILLIS));
    }
}
