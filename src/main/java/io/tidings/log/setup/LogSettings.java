package io.tidings.log.setup;

import io.tidings.config.AgeLimit;
import io.tidings.config.Allowed;
import io.tidings.config.CountLimit;
import io.tidings.config.Relation;
import io.tidings.config.Setting;
import io.tidings.config.Settings;
import io.tidings.config.SizeLimit;
import io.tidings.config.Urls;
import io.tidings.event.TopicPattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the settings of [LogConfig] and [RetentionConfig] may be.
public final class LogSettings {
    private static final String ENGINE = "tidings.log.engine";
    private static final String WAIT_REPLICAS = "tidings.log.redis.wait-replicas";
    private static final String WAIT_TIMEOUT = "tidings.log.redis.wait-timeout";

    private static final Allowed FILE = new Allowed("a file, not a folder", LogSettings::isFile);
    private static final Allowed PREFIX =
            new Allowed("1 to 200 visible ASCII characters", text -> text.matches("[!-~]{1,200}"));
    private static final Allowed PATTERN =
            new Allowed("a topic, or a pattern with * for a segment and ** at its end", LogSettings::isPattern);
    private static final Allowed PATTERNS = new Allowed(
            "topics or patterns, with commas between them",
            text -> Stream.of(text.split(",", -1)).allMatch(LogSettings::isPattern));

    public static final Settings ALL = Settings.of(
                    Setting.of(ENGINE, Allowed.oneOf("sqlite", "redis", "memory")),
                    Setting.of("tidings.log.max-size", SizeLimit.ALLOWED),
                    Setting.of("tidings.log.idempotency-window", Allowed.duration("1s", "365d")),
                    Setting.of("tidings.log.idempotency-keys", Allowed.count(1, 100_000_000)),
                    Setting.of("tidings.log.sqlite.path", FILE),
                    Setting.of("tidings.log.sqlite.synchronous", Allowed.oneOf("full", "normal", "off", "extra")),
                    Setting.of("tidings.log.redis.prefix", PREFIX),
                    Setting.of(WAIT_REPLICAS, Allowed.count(0, 100)),
                    Setting.of("tidings.log.redis.wait-for", Allowed.oneOf("memory", "disk")),
                    Setting.of(WAIT_TIMEOUT, Allowed.duration("1ms", "4s")),
                    retention("max-events", CountLimit.ALLOWED),
                    retention("max-age", AgeLimit.ALLOWED),
                    Setting.of("tidings.retention.rules[0].topics", PATTERNS).list(),
                    Setting.of("tidings.retention.rules[0].max-events", CountLimit.ALLOWED),
                    Setting.of("tidings.retention.rules[0].max-age", AgeLimit.ALLOWED))
            .with(waits("quarkus.redis.timeout"))
            .with(waits("quarkus.redis.tcp.read-idle-timeout"))
            .with(LogSettings::whereRedisIs);

    private static final Urls REDIS =
            new Urls("quarkus.redis.hosts", Set.of("redis", "rediss", "unix"), "redis://localhost:6379");

    private LogSettings() {}

    private static Setting retention(String leaf, Allowed allowed) {
        return Setting.named("tidings.retention", "PATTERN", PATTERN, leaf, allowed);
    }

    private static boolean isPattern(String text) {
        TopicPattern.parseSetting(text.strip());
        return true;
    }

    private static boolean isFile(String text) {
        var path = Path.of(text);
        return !text.endsWith("/") && path.getFileName() != null && !Files.isDirectory(path);
    }

    /// The client gives up on a command, or on the connection, when its own time is over.
    private static Relation waits(String limit) {
        var relation = Relation.shorter(WAIT_TIMEOUT, limit);
        return values -> waitsForReplicas(values) ? relation.problem(values) : Optional.empty();
    }

    private static Optional<String> whereRedisIs(Function<String, Optional<String>> values) {
        return values.apply(ENGINE)
                .filter("redis"::equalsIgnoreCase)
                .flatMap(_ -> values.apply(REDIS.key()))
                .flatMap(REDIS::problem);
    }

    private static boolean waitsForReplicas(Function<String, Optional<String>> values) {
        return values.apply(WAIT_REPLICAS).map(Integer::parseInt).orElse(0) > 0;
    }
}
