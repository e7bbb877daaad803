package io.tidings.start;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.Priorities;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Ends a start with a configuration that the hub cannot have meant: with a line for each problem, whatever source it
/// is from. Quarkus shows the message of the exception alone, makes no bean, and ends with exit code 1. It takes a
/// factory for the configuration of a run alone, and an interceptor for that of a build too.
public final class ConfigurationCheck implements ConfigSourceInterceptorFactory {
    /// Quarkus asks for it once it has all sources and has tried to convert each value, and before it tells of what
    /// went wrong with that. The lines of this class are said instead.
    static final String LAST_QUESTION = "smallrye.config.mapping.validate-unknown";

    @Override
    public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext unused) {
        return (context, name) -> {
            if (name.equals(LAST_QUESTION)) {
                check(context);
            }
            return context.proceed(name);
        };
    }

    /// After those that know the profile and the values of expressions.
    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(Priorities.APPLICATION + 1_000);
    }

    private static void check(ConfigSourceInterceptorContext context) {
        var problems = new Problems(KnownSettings.ALL, new Given(context)).all();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(message(problems));
        }
    }

    private static String message(List<String> problems) {
        return problems.stream()
                .map(problem -> "Tidings cannot start: " + problem)
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
