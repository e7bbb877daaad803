package io.tidings.config;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/// Lets a setting be a [HeapSize]. An empty value is none.
public final class HeapSizeConverter implements Converter<HeapSize> {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable HeapSize convert(String value) {
        return value.isBlank() ? null : HeapSize.parse(value);
    }
}
