package io.tidings.log;

import java.time.Duration;

/// For how long a log remembers an idempotency key, and how many of them at most; over that it forgets the oldest.
public record IdempotencyLimits(Duration window, int keys) {}
