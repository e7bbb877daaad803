package io.tidings.log.setup;

import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InactiveBeanException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.config.HeapSize;
import io.tidings.config.SizeLimit;
import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.redis.RedisEventLog;
import io.tidings.log.redis.RedisOptions;
import io.tidings.log.setup.LogConfig.Engine;
import io.tidings.log.sqlite.SqliteEventLog;
import io.tidings.log.sqlite.SqliteOptions;
import io.tidings.replica.Alone;
import io.tidings.replica.RedisReplicas;
import io.tidings.replica.Replicas;
import io.tidings.telemetry.Telemetry;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Opens the log that the configuration names, and meets the other hubs that share it, until the hub stops.
class LogProducer {
    private static final Logger LOG = Logger.getLogger(LogProducer.class);

    @Produces
    @ApplicationScoped
    EventLog open(
            LogConfig config,
            RetentionConfig retention,
            Instance<Redis> redis,
            Telemetry telemetry,
            @ConfigProperty(name = "tidings.memory.budget", defaultValue = "50%") HeapSize budget) {
        var clock = InstantSource.system();
        var maxBytes = LogSize.bytes(config.engine(), config.maxSize().map(SizeLimit::size), budget);
        var rules = new RetentionRules(retention).retention(maxBytes);
        var idempotency = new IdempotencyLimits(config.idempotencyWindow(), config.idempotencyKeys());
        try {
            return switch (config.engine()) {
                case MEMORY -> new MemoryEventLog(clock, rules, idempotency, telemetry);
                case REDIS -> RedisEventLog.open(client(redis), options(config.redis()), rules, idempotency, telemetry);
                case SQLITE -> SqliteEventLog.open(options(config.sqlite()), clock, rules, idempotency, telemetry);
            };
        } catch (LogUnavailableException e) {
            // Quarkus shows the message of this exception alone, without where it came from.
            LOG.debug("cannot open the log", e);
            throw new ConfigurationException("Tidings cannot start: " + e.getMessage());
        }
    }

    /// Whether other hubs share the log is a matter of its engine.
    @Produces
    @ApplicationScoped
    Replicas meet(LogConfig config, Instance<Redis> redis) {
        return config.engine() == Engine.REDIS
                ? new RedisReplicas(client(redis), config.redis().prefix())
                : new Alone();
    }

    private static SqliteOptions options(LogConfig.Sqlite config) {
        return new SqliteOptions(config.path(), config.synchronous());
    }

    private static RedisOptions options(LogConfig.Redis config) {
        return new RedisOptions(
                config.prefix(), new RedisOptions.Wait(config.waitReplicas(), config.waitFor(), config.waitTimeout()));
    }

    /// It connects when it is first used, and is not there at all without hosts.
    static Redis client(Instance<Redis> redis) {
        try {
            return ClientProxy.unwrap(redis.get());
        } catch (InactiveBeanException e) {
            throw new LogUnavailableException("say where Redis is: quarkus.redis.hosts=redis://HOST:6379", e);
        }
    }

    /// While the client of Redis, if there is one, is still there: that goes before the beans do.
    void close(@Observes ShutdownEvent event, EventLog log, Replicas replicas) {
        replicas.close();
        log.close();
    }
}
