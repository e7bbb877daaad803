package io.tidings.config;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// What settings demand of each other. It is asked once each value for itself is allowed.
public interface Relation {
    /// What is wrong, in a line; none if nothing is. The function has the values, defaults included.
    Optional<String> problem(Function<String, Optional<String>> values);

    /// A duration that another one must exceed.
    static Relation shorter(String key, String limit) {
        return between(key, limit, (value, most) -> value.compareTo(most) < 0, "must be shorter than ");
    }

    /// A duration that another one must at least reach.
    static Relation notLonger(String key, String limit) {
        return between(key, limit, (value, most) -> value.compareTo(most) <= 0, "must not be longer than ");
    }

    private static Relation between(String key, String limit, BiPredicate<Duration, Duration> holds, String words) {
        return values -> values.apply(key)
                .flatMap(value -> values.apply(limit)
                        .filter(most -> !holds.test(
                                DurationConverter.parseDuration(value), DurationConverter.parseDuration(most)))
                        .map(most -> key + "=" + value + ": " + words + limit + ", which is " + most));
    }
}
