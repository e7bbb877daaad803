package io.tidings.presence;

import io.quarkus.runtime.configuration.DurationConverter;
import io.tidings.config.Allowed;
import io.tidings.config.Relation;
import io.tidings.config.Setting;
import io.tidings.config.Settings;
import io.tidings.event.TopicPattern;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the settings of [PresenceConfig] may be.
public final class PresenceSettings {
    private static final String TOPICS = "tidings.presence.topics";
    private static final String WINDOW = "tidings.log.idempotency-window";

    /// A replica that is paused for less than this while it tells of changes does not tell them again.
    private static final Duration LEAST_WINDOW = Duration.ofMinutes(1);

    private static final Allowed PATTERNS = new Allowed(
            "topics or patterns, with commas between them",
            text -> Stream.of(text.split(",", -1)).allMatch(PresenceSettings::isPattern));

    public static final Settings ALL = Settings.of(
                    Setting.of(TOPICS, PATTERNS).list(),
                    Setting.of("tidings.presence.grace", Allowed.duration("1s", "1h")),
                    Setting.of("tidings.presence.anonymous", Allowed.oneOf("true", "false")))
            .with(isToldOnce());

    private PresenceSettings() {}

    private static boolean isPattern(String text) {
        TopicPattern.parseSetting(text.strip());
        return true;
    }

    private static Relation isToldOnce() {
        return values -> Stream.of(TOPICS, TOPICS + "[0]")
                        .allMatch(key -> values.apply(key).isEmpty())
                ? Optional.empty()
                : tooShort(values);
    }

    private static Optional<String> tooShort(Function<String, Optional<String>> values) {
        return values.apply(WINDOW)
                .filter(window -> DurationConverter.parseDuration(window).compareTo(LEAST_WINDOW) < 0)
                .map(window -> WINDOW + "=" + window + ": must be 1m or longer with " + TOPICS
                        + ", so that nobody is told twice who joins and leaves");
    }
}
