package io.tidings.event;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A set of matchers, such as the topics of a subscription. A topic is selected if any of them matches it.
public record Patterns(List<TopicMatcher> all) implements Comparable<Patterns> {
    /// Every topic but those of the hub.
    public static final Patterns ALL = new Patterns(List.of(TopicPattern.ALL));

    /// The number of matchers up to which to ask each is cheaper than an index of them.
    private static final int FEW = 4;

    /// What a matcher takes without an index, beside its text, in bytes.
    private static final int SMALL = 320;

    public Patterns {
        all = all.stream().distinct().toList();
    }

    public static Patterns of(String... texts) {
        return new Patterns(
                List.of(texts).stream().<TopicMatcher>map(TopicPattern::parse).toList());
    }

    /// These and others.
    public Patterns with(Patterns others) {
        return new Patterns(Stream.concat(all.stream(), others.all.stream()).toList());
    }

    /// Those of these that are not among the others, as they are written.
    public Patterns without(Patterns others) {
        return new Patterns(
                all.stream().filter(matcher -> !others.all.contains(matcher)).toList());
    }

    /// Those of these that are among the others, as they are written.
    public Patterns within(Patterns others) {
        return new Patterns(all.stream().filter(others.all::contains).toList());
    }

    /// A test for many topics, whose cost does not grow with the number of names and wildcards. With few of
    /// them it takes next to no memory. Any thread may use it.
    public Predicate<Topic> matcher() {
        if (all.isEmpty()) {
            return _ -> false;
        }
        if (equals(ALL)) {
            return topic -> !topic.isOfTheHub();
        }
        if (all.size() <= FEW) {
            return this::matches;
        }
        var index = new TopicIndex<TopicMatcher>();
        all.forEach(matcher -> index.add(matcher, matcher));
        return index::matches;
    }

    /// An estimate of the memory that it takes together with its matcher, in bytes. What all share counts as nothing.
    public int bytes() {
        if (all.isEmpty() || equals(ALL)) {
            return 0;
        }
        return all.stream()
                .mapToInt(matcher ->
                        all.size() <= FEW ? SMALL + 2 * matcher.toString().length() : matcher.size())
                .sum();
    }

    /// An estimate of what the matchers take by themselves, without an index of them, in bytes.
    public int bytesOfMatchers() {
        return all.stream().mapToInt(matcher -> bytes(matcher.toString())).sum();
    }

    /// Of a matcher with this text: a wildcard is a list of its segments.
    private static int bytes(String text) {
        int segments = 1 + (int) text.chars().filter(c -> c == '/').count();
        return 64 + 56 * segments + 2 * text.length();
    }

    /// Tests a single topic. Not a stream, since this runs for each event.
    public boolean matches(Topic topic) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).matches(topic)) {
                return true;
            }
        }
        return false;
    }

    /// By the matchers as they are written, one after the other.
    @Override
    public int compareTo(Patterns other) {
        for (int i = 0; i < Math.min(all.size(), other.all.size()); i++) {
            int order = all.get(i).toString().compareTo(other.all.get(i).toString());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(all.size(), other.all.size());
    }

    /// The selected topics, if each matcher names one.
    public Optional<List<Topic>> exactTopics() {
        var topics = all.stream().flatMap(matcher -> matcher.exact().stream()).toList();
        return topics.size() == all.size() ? Optional.of(topics) : Optional.empty();
    }
}
