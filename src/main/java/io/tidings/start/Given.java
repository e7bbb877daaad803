package io.tidings.start;

import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a configuration holds, of all its sources and with its defaults, as far as it may concern the hub.
final class Given {
    private final ConfigSourceInterceptorContext context;
    private final NavigableSet<String> names = new TreeSet<>();

    Given(ConfigSourceInterceptorContext context) {
        this.context = context;
        context.iterateNames().forEachRemaining(names::add);
    }

    /// Those below `tidings.`, with some that were made from variables of the environment. What is below
    /// `tidings.test.` is for the hub's own tests, in whose process the hub may run.
    NavigableSet<String> keys() {
        return names(name -> name.startsWith("tidings.") && !name.startsWith("tidings.test."));
    }

    /// Variables of the environment, or of a file `.env`, that begin with `TIDINGS_`.
    NavigableSet<String> variables() {
        return names(Variables::isOurs);
    }

    private NavigableSet<String> names(Predicate<String> which) {
        return names.stream().filter(which).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The text that holds for a key or a variable. Throws [IllegalArgumentException] if it refers to another key that
    /// is not there.
    Optional<String> value(String name) {
        return Optional.ofNullable(context.proceed(name)).map(Given::text);
    }

    private static String text(ConfigValue value) {
        var text = value.getValue();
        if (text == null) {
            throw new IllegalArgumentException(value.getRawValue() + ": refers to a key that has no value");
        }
        return text;
    }
}
