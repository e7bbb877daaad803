package io.tidings.delivery;

/// How much a window of recent frames holds. The newest frame is in it whatever its size.
public record WindowLimits(int events, long bytes) {
    public WindowLimits {
        if (events < 1) {
            throw new IllegalArgumentException("a window of recent events (tidings.subscribe.recent-events) holds at "
                    + "least one, not " + events);
        }
    }
}
