package io.tidings.config;

import org.jspecify.annotations.Nullable;

/// The most of something, as it is configured: a number from one, or `unlimited`, which is the greatest number.
public record CountLimit(long most) {
    public static final CountLimit UNLIMITED = new CountLimit(Long.MAX_VALUE);

    /// What is allowed.
    public static final Allowed ALLOWED = Allowed.count(1, 1_000_000_000).orUnlimited();

    /// Lets a setting be such a limit. An empty value is none.
    public static final class Converter implements org.eclipse.microprofile.config.spi.Converter<CountLimit> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable CountLimit convert(String value) {
            if (value.isBlank()) {
                return null;
            }
            return Allowed.isUnlimited(value) ? UNLIMITED : new CountLimit(Long.parseLong(value.strip()));
        }
    }
}
