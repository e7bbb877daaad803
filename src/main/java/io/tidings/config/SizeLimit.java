package io.tidings.config;

import org.jspecify.annotations.Nullable;

/// The most memory or disk of something, as it is configured: a size such as `10G`, a share of the heap such as `25%`,
/// or `unlimited`, which is the greatest size.
public record SizeLimit(HeapSize size) {
    public static final SizeLimit UNLIMITED = new SizeLimit(new HeapSize(Long.MAX_VALUE, HeapSize.Unit.BYTES));

    /// What is allowed.
    public static final Allowed ALLOWED = allowed().orUnlimited();

    private static Allowed allowed() {
        var sizes = Allowed.size("1M", "1024T");
        return new Allowed(
                sizes.words() + ", a share of the heap from 1% to 100%",
                text -> text.endsWith("%") ? HeapSize.parse(text).amount() > 0 : sizes.allows(text));
    }

    /// Lets a setting be such a limit. An empty value is none.
    public static final class Converter implements org.eclipse.microprofile.config.spi.Converter<SizeLimit> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable SizeLimit convert(String value) {
            if (value.isBlank()) {
                return null;
            }
            return Allowed.isUnlimited(value) ? UNLIMITED : new SizeLimit(HeapSize.parse(value));
        }
    }
}
