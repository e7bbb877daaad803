package io.tidings.log.setup;

import io.tidings.config.AgeLimit;
import io.tidings.config.HeapSize;
import io.tidings.config.SizeLimit;
import io.tidings.log.Retention;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where events are kept and for how long, in words for the operator, without any password.
@Singleton
public final class LogSummary {
    private final LogConfig config;
    private final Optional<List<String>> redisHosts;
    private final Retention retention;

    LogSummary(
            LogConfig config,
            RetentionConfig retention,
            @ConfigProperty(name = "quarkus.redis.hosts") Optional<List<String>> redisHosts,
            @ConfigProperty(name = "tidings.memory.budget", defaultValue = "50%") HeapSize budget) {
        this.config = config;
        this.redisHosts = redisHosts;
        this.retention = new RetentionRules(retention)
                .retention(LogSize.bytes(config.engine(), config.maxSize().map(SizeLimit::size), budget));
    }

    /// The engine, where it keeps the events, and how many bytes at most.
    public String place() {
        var size =
                retention.maxBytes() == Long.MAX_VALUE ? "of any size" : (retention.maxBytes() >> 20) + " MB at most";
        return switch (config.engine()) {
            case MEMORY -> "memory, lost at the end of the process, " + size;
            case SQLITE -> "SQLite, file " + config.sqlite().path().toAbsolutePath() + ", " + size;
            case REDIS ->
                "Redis at "
                        + redisHosts
                                .map(hosts -> withoutPassword(String.join(",", hosts)))
                                .orElse("?") + ", keys with " + config.redis().prefix() + ", " + size;
        };
    }

    /// The rules, with the one for all topics last.
    public String rules() {
        return retention.rules().stream().map(LogSummary::text).collect(Collectors.joining("; "));
    }

    private static String text(Retention.Rule rule) {
        var events = rule.maxEvents() == Long.MAX_VALUE ? "any number of events" : rule.maxEvents() + " at most";
        return rule.pattern() + ": " + events + ", " + text(rule.maxAge());
    }

    private static String text(Duration age) {
        if (age.equals(AgeLimit.UNLIMITED.age())) {
            return "of any age";
        }
        boolean isDays = age.equals(Duration.ofDays(age.toDays()));
        return "for "
                + (isDays ? age.toDays() + "d" : age.toString().substring(2).toLowerCase(Locale.ROOT));
    }

    /// A URL may hold `user:password@`, or the same as parameters.
    static String withoutPassword(String hosts) {
        return hosts.replaceAll("//((?!//).)*@", "//").replaceAll("\\?[^,]*", "");
    }
}
