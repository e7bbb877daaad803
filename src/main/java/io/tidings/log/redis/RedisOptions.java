package io.tidings.log.redis;

import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;

/// Where in Redis the log is, and what an acknowledgement promises beyond what the server's own settings do. The prefix
/// has a hash tag such as `{tidings}`, so that a cluster keeps all of it together.
public record RedisOptions(String prefix, Wait waiting) {
    /// How many of the server's replicas must have an event before it is acknowledged, in memory or on disk,
    /// and for how long that may take.
    public record Wait(int replicas, Place place, Duration timeout) {
        public static final Wait NONE = new Wait(0, Place.MEMORY, Duration.ofSeconds(1));

        /// What an event still lacks, by the reply of the command that waited for it: `WAIT` returns the number of
        /// replicas, `WAITAOF` whether the primary has it on its disk, and the number of replicas.
        Optional<String> missing(Response reply) {
            if (place == Place.DISK && Numbers.of(reply.get(0)) == 0) {
                return Optional.of("not on its disk yet");
            }
            long have = Numbers.of(place == Place.DISK ? reply.get(1) : reply);
            return have < replicas
                    ? Optional.of("only " + have + " of " + replicas + " replicas have it yet")
                    : Optional.empty();
        }
    }

    /// Where a replica must have an event.
    public enum Place {
        /// `WAIT`.
        MEMORY,
        /// `WAITAOF`, of Redis 7.2 and Valkey: on the disk of the primary and of the replicas.
        DISK
    }
}
