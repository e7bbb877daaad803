package io.tidings.server;

import io.tidings.config.Allowed;
import io.tidings.config.Relation;
import io.tidings.config.Setting;
import io.tidings.config.Settings;

/// What the settings of [ServerConfig] may be.
public final class ServerSettings {
    private static final Allowed PORT = Allowed.count(0, 65_535);

    public static final Settings ALL = Settings.of(
                    Setting.of("tidings.http.request-timeout", Allowed.duration("1s", "1h")),
                    Setting.of("tidings.http.send-buffer", Allowed.size("4K", "64M")))
            .with(port("quarkus.http.port"))
            .with(port("quarkus.http.ssl-port"));

    private ServerSettings() {}

    /// Quarkus would say it with the name of an exception, or with its stack.
    private static Relation port(String key) {
        return values -> values.apply(key)
                .filter(text -> !PORT.allows(text))
                .map(text -> key + "=" + text + ": must be " + PORT.words());
    }
}
