package io.tidings.log.setup;

import io.tidings.log.EventLog;
import io.tidings.log.PresenceEvents;
import io.tidings.log.PresenceStore;
import io.tidings.log.memory.MemoryPresence;
import io.tidings.log.redis.RedisPresence;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.List;

/// Keeps presence where the log is, from its first use on.
class PresenceProducer {
    /// A hub that has the log for itself finds in it who had joined when the process before ended.
    @Produces
    @ApplicationScoped
    PresenceStore open(LogConfig config, Instance<Redis> redis, EventLog log) {
        return switch (config.engine()) {
            case MEMORY -> new MemoryPresence(InstantSource.system(), List.of(), _ -> {});
            case SQLITE ->
                new MemoryPresence(
                        InstantSource.system(),
                        PresenceEvents.present(log),
                        present -> log.append(PresenceEvents.remembering(present)));
            case REDIS ->
                new RedisPresence(LogProducer.client(redis), config.redis().prefix());
        };
    }
}
