package io.tidings.server;

import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;

/// What the settings of [ServerConfig] may be.
public final class ServerSettings {
    public static final Settings ALL = Settings.of(
            Setting.of("tidings.http.request-timeout", Allowed.duration("1s", "1h")),
            Setting.of("tidings.http.send-buffer", Allowed.size("4K", "64M")));

    private ServerSettings() {}
}
