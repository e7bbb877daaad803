package io.tidings.log.setup;

import io.tidings.config.AgeLimit;
import io.tidings.config.HeapSize;
import io.tidings.config.SizeLimit;
import io.tidings.event.PresenceTopic;
import io.tidings.log.Retention;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where events are kept and for how long, in words for the operator, without any password.
@Singleton
public final class LogSummary {
    private static final String OF_FEEDS = "demo/";

    private final LogConfig config;
    private final Optional<List<String>> redisHosts;
    private final Retention retention;

    /// How the topics begin that nothing of the hub publishes to.
    private final Set<String> idle;

    LogSummary(
            LogConfig config,
            RetentionConfig retention,
            @ConfigProperty(name = "quarkus.redis.hosts") Optional<List<String>> redisHosts,
            @ConfigProperty(name = "tidings.memory.budget", defaultValue = "50%") HeapSize budget,
            @ConfigProperty(name = "tidings.demo.feeds", defaultValue = "false") boolean hasFeeds,
            @ConfigProperty(name = "tidings.presence.topics") Optional<List<String>> presence) {
        this.config = config;
        this.redisHosts = redisHosts;
        this.retention = new RetentionRules(retention)
                .retention(LogSize.bytes(config.engine(), config.maxSize().map(SizeLimit::size), budget));
        this.idle = idle(hasFeeds, presence.isPresent());
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

    private static Set<String> idle(boolean hasFeeds, boolean hasPresence) {
        var idle = new HashSet<String>();
        if (!hasFeeds) {
            idle.add(OF_FEEDS);
        }
        if (!hasPresence) {
            idle.add(PresenceTopic.PREFIX);
        }
        return idle;
    }

    /// The rules, with the one for all topics last, but for those of example feeds and presence that are off.
    public String rules() {
        return rules(retention.rules(), idle);
    }

    static String rules(List<Retention.Rule> rules, Set<String> idle) {
        return rules.stream()
                .filter(rule -> idle.stream().noneMatch(rule.pattern().toString()::startsWith))
                .map(LogSummary::text)
                .collect(Collectors.joining("; "));
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
