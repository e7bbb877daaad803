package io.tidings.demo;

import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;

/// What the settings of the clock and of the example feeds may be.
public final class DemoSettings {
    public static final Settings ALL = Settings.of(
            Setting.of("tidings.talk.interval", Allowed.duration("1ms", "1d")),
            Setting.of("tidings.demo.feeds", Allowed.oneOf("true", "false")),
            Setting.of("tidings.demo.seed", Allowed.number()));

    private DemoSettings() {}
}
