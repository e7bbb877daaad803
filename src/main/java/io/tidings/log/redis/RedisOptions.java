package io.tidings.log.redis;

import java.time.Duration;

/// Where in Redis the log is, and what an acknowledgement promises beyond what the server's own settings do. The prefix
/// has a hash tag such as `{tidings}`, so that a cluster keeps all of it together.
public record RedisOptions(String prefix, Wait waiting) {
    /// How many of the server's replicas must have an event before it is acknowledged, in memory or on disk,
    /// and for how long that may take.
    public record Wait(int replicas, Place place, Duration timeout) {
        public static final Wait NONE = new Wait(0, Place.MEMORY, Duration.ofSeconds(1));
    }

    /// Where a replica must have an event.
    public enum Place {
        /// `WAIT`.
        MEMORY,
        /// `WAITAOF`, of Redis 7.2 and Valkey: on the disk of the primary and of the replicas.
        DISK
    }
}
