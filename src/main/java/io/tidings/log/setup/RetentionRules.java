package io.tidings.log.setup;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.config.AgeLimit;
import io.tidings.config.CountLimit;
import io.tidings.event.PresenceTopic;
import io.tidings.event.TopicPattern;
import io.tidings.log.Retention;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the configuration says of retention, with one rule for each pattern, in whichever of the two forms it
/// was written.
final class RetentionRules {
    private static final String PREFIX = "tidings.retention.";
    private static final CountLimit DEFAULT_MAX_EVENTS = new CountLimit(100_000);
    private static final AgeLimit DEFAULT_MAX_AGE = new AgeLimit(Duration.ofDays(7));

    /// For events that tell who joins and leaves, unless there is a rule for just that pattern.
    private static final Retention.Rule OF_PRESENCE = new Retention.Rule(
            TopicPattern.parse(PresenceTopic.PREFIX + "**"), DEFAULT_MAX_EVENTS.most(), Duration.ofHours(1));

    private static final Retention.Rule OF_PRESENT =
            new Retention.Rule(TopicPattern.parse(PresenceTopic.PRESENT.name()), 1, AgeLimit.UNLIMITED.age());

    private final Map<TopicPattern, Written> rules = new HashMap<>();

    /// Throws a [ConfigurationException] that names the keys if a numbered rule has no topics or no limit, or
    /// if two rules have the same pattern.
    RetentionRules(RetentionConfig config) {
        config.byPattern().forEach((pattern, rule) -> add(pattern, "\"" + pattern + "\"", rule));
        for (int i = 0; i < config.rules().size(); i++) {
            addNumbered("rules[" + i + "]", config.rules().get(i));
        }
    }

    private void addNumbered(String key, RetentionConfig.NumberedRule rule) {
        var topics = rule.topics().orElseThrow(() -> wrong(key + " names no topics: set " + PREFIX + key + ".topics"));
        if (rule.maxEvents().isEmpty() && rule.maxAge().isEmpty()) {
            throw wrong(key + " sets no limit: set its max-events, its max-age or both");
        }
        topics.forEach(pattern -> add(pattern, key, rule));
    }

    private void add(String pattern, String key, RetentionConfig.Rule rule) {
        var other = rules.put(TopicPattern.parse(pattern.strip()), new Written(key, rule));
        if (other != null) {
            throw wrong(other.key() + " and " + PREFIX + key + " are both rules for " + pattern.strip()
                    + ": keep one of them");
        }
    }

    private static ConfigurationException wrong(String problem) {
        return new ConfigurationException("Tidings cannot start: " + PREFIX + problem);
    }

    /// The rules, each with both limits, and the most that the whole log may take.
    Retention retention(long maxBytes) {
        var ofAll = Optional.ofNullable(rules.get(TopicPattern.ALL)).map(Written::rule);
        var maxEvents = ofAll.flatMap(RetentionConfig.Rule::maxEvents).orElse(DEFAULT_MAX_EVENTS);
        var maxAge = ofAll.flatMap(RetentionConfig.Rule::maxAge).orElse(DEFAULT_MAX_AGE);
        var complete = new HashMap<TopicPattern, Retention.Rule>();
        complete.put(TopicPattern.ALL, new Retention.Rule(TopicPattern.ALL, maxEvents.most(), maxAge.age()));
        complete.put(OF_PRESENCE.pattern(), OF_PRESENCE);
        complete.put(OF_PRESENT.pattern(), OF_PRESENT);
        rules.forEach((pattern, written) -> complete.put(
                pattern,
                new Retention.Rule(
                        pattern,
                        written.rule().maxEvents().orElse(maxEvents).most(),
                        written.rule().maxAge().orElse(maxAge).age())));
        return new Retention(List.copyOf(complete.values()), maxBytes);
    }

    /// A rule, and the part of its keys that tells it from others.
    private record Written(String key, RetentionConfig.Rule rule) {}
}
