package io.tidings.log.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tidings.config.SizeLimit;
import io.tidings.log.redis.RedisOptions.Place;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where events are kept.
@ConfigMapping(prefix = "tidings.log")
interface LogConfig {
    /// The engine: `sqlite` keeps events in a file, `redis` in a server that several hubs share, and `memory` forgets
    /// them when the hub stops.
    @WithDefault("sqlite")
    Engine engine();

    /// What the whole log may take; over it the oldest events go, of whatever topic. Unless told otherwise it is
    /// 10 GB, or with the engine `memory` a quarter of the heap. There it counts all that the log takes of the
    /// heap.
    Optional<SizeLimit> maxSize();

    /// For how long an `Idempotency-Key` is remembered.
    @WithDefault("10m")
    Duration idempotencyWindow();

    /// How many of them at most; over that the oldest is forgotten.
    @WithDefault("100000")
    int idempotencyKeys();

    /// The file of the engine `sqlite`.
    Sqlite sqlite();

    /// The file of the engine `sqlite`.
    interface Sqlite {
        /// Where it is; the folder is made if need be. No other hub may use it at the same time.
        @WithDefault("data/tidings.db")
        Path path();

        /// What an acknowledgement waits for. With `full` nothing acknowledged is lost; with `normal` a crash of the
        /// machine may lose the last events, a crash of the hub none; `off` and `extra` are as SQLite has them.
        @WithDefault("full")
        Synchronous synchronous();
    }

    /// What the engine `redis` does; where the server is say the settings of Quarkus.
    Redis redis();

    /// What the engine `redis` does.
    interface Redis {
        /// What the names of its keys begin with. Hubs that share events have the same; the braces keep all of it on
        /// one node of a cluster.
        @WithDefault("{tidings}")
        String prefix();

        /// How many replicas of the server must have an event before it is acknowledged.
        @WithDefault("0")
        int waitReplicas();

        /// Where they must have it: in `memory` (`WAIT`), or on `disk` (`WAITAOF`), there and on the primary.
        @WithDefault("memory")
        Place waitFor();

        /// For how long that may take; then the publisher gets a 503.
        @WithDefault("1s")
        Duration waitTimeout();
    }

    /// What keeps the events.
    enum Engine {
        MEMORY,
        REDIS,
        SQLITE
    }
}
