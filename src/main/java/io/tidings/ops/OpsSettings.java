package io.tidings.ops;

import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;
import java.util.regex.Pattern;

/// What the settings of [NodeConfig] and [HealthConfig] may be.
public final class OpsSettings {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");

    public static final Settings ALL = Settings.of(
            Setting.of(
                    "tidings.node",
                    new Allowed(
                            "1 to 200 visible ASCII characters",
                            text -> NAME.matcher(text).matches())),
            Setting.of("tidings.health.max-tail-lag", Allowed.duration("1s", "1h")));

    private OpsSettings() {}
}
