package io.tidings.memory;

import io.tidings.config.Allowed;
import io.tidings.config.HeapSize;
import io.tidings.config.Setting;
import io.tidings.config.Settings;

/// What the settings of [MemoryConfig] may be.
public final class MemorySettings {
    public static final Settings ALL =
            Settings.of(Setting.of("tidings.memory.budget", new Allowed(HeapSize.ALLOWED, MemorySettings::isHeapSize)));

    private MemorySettings() {}

    private static boolean isHeapSize(String text) {
        return HeapSize.parse(text).bytes() > 0;
    }
}
