package io.tidings.config;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The greatest age of something, as it is configured: a duration such as `7d`, or `unlimited`, which is a thousand
/// years: more than any clock shows, and little enough to calculate with.
public record AgeLimit(Duration age) {
    public static final AgeLimit UNLIMITED = new AgeLimit(Duration.ofDays(365_000));

    /// What is allowed.
    public static final Allowed ALLOWED = Allowed.duration("1s", "36500d").orUnlimited();

    /// Lets a setting be such a limit. An empty value is none.
    public static final class Converter implements org.eclipse.microprofile.config.spi.Converter<AgeLimit> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable AgeLimit convert(String value) {
            if (value.isBlank()) {
                return null;
            }
            return Allowed.isUnlimited(value) ? UNLIMITED : new AgeLimit(DurationConverter.parseDuration(value));
        }
    }
}
