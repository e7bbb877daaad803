package io.tidings.delivery;

/// How much a window of recent frames holds. The newest frame is in it whatever its size.
public record RecentLimits(int events, long bytes) {}
