package io.tidings.log;

import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// What a log may drop. Of several rules that match a topic, the one with the most specific pattern holds.
public record Retention(List<Rule> rules, long maxBytes) {
    /// Up to how many events of a topic are kept, and for how long.
    public record Rule(TopicPattern pattern, long maxEvents, Duration maxAge) {}

    public Retention {
        rules = rules.stream()
                .sorted(Comparator.comparing(Rule::pattern, TopicPattern.MOST_SPECIFIC_FIRST))
                .toList();
        if (rules.stream().noneMatch(rule -> rule.pattern().equals(TopicPattern.ALL))) {
            throw new IllegalArgumentException("retention needs a rule for **");
        }
    }

    /// The same for every topic, and no cap in bytes.
    public static Retention ofEach(long maxEvents, Duration maxAge) {
        return new Retention(List.of(new Rule(TopicPattern.ALL, maxEvents, maxAge)), Long.MAX_VALUE);
    }

    /// The rule that holds for a topic. Here `**` means all of them, those of the hub too.
    public Rule of(Topic topic) {
        return rules.stream()
                .filter(rule -> rule.pattern().equals(TopicPattern.ALL)
                        || rule.pattern().matches(topic))
                .findFirst()
                .orElseThrow();
    }
}
