package io.tidings.publish;

import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;

/// What the settings of [PublishConfig] may be.
public final class PublishSettings {
    public static final Settings ALL = Settings.of(
            Setting.of("tidings.publish.max-event-size", Allowed.size("1", "1G")),
            Setting.of("tidings.publish.max-topics", Allowed.count(1, 1_000)),
            Setting.of("tidings.publish.max-batch-events", Allowed.count(1, 1_000_000)),
            Setting.of("tidings.publish.max-batch-size", Allowed.size("1K", "1G")));

    private PublishSettings() {}
}
