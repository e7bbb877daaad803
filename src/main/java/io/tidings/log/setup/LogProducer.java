package io.tidings.log.setup;

import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InactiveBeanException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.config.AgeLimit;
import io.tidings.config.CountLimit;
import io.tidings.config.HeapSize;
import io.tidings.config.SizeLimit;
import io.tidings.event.TopicPattern;
import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.redis.RedisEventLog;
import io.tidings.log.redis.RedisOptions;
import io.tidings.log.sqlite.SqliteEventLog;
import io.tidings.log.sqlite.SqliteOptions;
import io.tidings.telemetry.Telemetry;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Opens the log that the configuration names, and closes it when the hub stops.
class LogProducer {
    private static final Logger LOG = Logger.getLogger(LogProducer.class);
    private static final CountLimit DEFAULT_MAX_EVENTS = new CountLimit(100_000);
    private static final AgeLimit DEFAULT_MAX_AGE = new AgeLimit(Duration.ofDays(7));

    @Produces
    @ApplicationScoped
    EventLog open(
            LogConfig config,
            RetentionConfig retention,
            Instance<Redis> redis,
            Telemetry telemetry,
            @ConfigProperty(name = "tidings.memory.budget", defaultValue = "50%") HeapSize budget) {
        var clock = InstantSource.system();
        var rules = retention(
                retention, LogSize.bytes(config.engine(), config.maxSize().map(SizeLimit::size), budget));
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

    private static SqliteOptions options(LogConfig.Sqlite config) {
        return new SqliteOptions(config.path(), config.synchronous());
    }

    private static RedisOptions options(LogConfig.Redis config) {
        return new RedisOptions(
                config.prefix(), new RedisOptions.Wait(config.waitReplicas(), config.waitFor(), config.waitTimeout()));
    }

    /// It connects when it is first used, and is not there at all without hosts.
    private static Redis client(Instance<Redis> redis) {
        try {
            return ClientProxy.unwrap(redis.get());
        } catch (InactiveBeanException e) {
            throw new LogUnavailableException("say where Redis is: quarkus.redis.hosts=redis://HOST:6379", e);
        }
    }

    /// While its client, if it has one, is still there: that goes before the beans do.
    void close(@Observes ShutdownEvent event, EventLog log) {
        log.close();
    }

    static Retention retention(RetentionConfig config, long maxBytes) {
        var byPattern = new HashMap<TopicPattern, RetentionConfig.Rule>();
        config.rules().forEach((pattern, rule) -> byPattern.put(TopicPattern.parse(pattern), rule));
        var fallback = Optional.ofNullable(byPattern.get(TopicPattern.ALL));
        var maxEvents = fallback.flatMap(RetentionConfig.Rule::maxEvents).orElse(DEFAULT_MAX_EVENTS);
        var maxAge = fallback.flatMap(RetentionConfig.Rule::maxAge).orElse(DEFAULT_MAX_AGE);
        var rules = new HashMap<TopicPattern, Retention.Rule>();
        rules.put(TopicPattern.ALL, new Retention.Rule(TopicPattern.ALL, maxEvents.most(), maxAge.age()));
        byPattern.forEach((pattern, rule) -> rules.put(
                pattern,
                new Retention.Rule(
                        pattern,
                        rule.maxEvents().orElse(maxEvents).most(),
                        rule.maxAge().orElse(maxAge).age())));
        return new Retention(rules.values().stream().toList(), maxBytes);
    }
}
