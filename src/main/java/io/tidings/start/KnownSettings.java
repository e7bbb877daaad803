package io.tidings.start;

import io.tidings.access.AccessSettings;
import io.tidings.auth.setup.AuthSettings;
import io.tidings.config.Settings;
import io.tidings.demo.DemoSettings;
import io.tidings.log.setup.LogSettings;
import io.tidings.memory.MemorySettings;
import io.tidings.metrics.MetricsSettings;
import io.tidings.ops.OpsSettings;
import io.tidings.presence.PresenceSettings;
import io.tidings.publish.PublishSettings;
import io.tidings.server.ServerSettings;
import io.tidings.subscribe.SubscribeSettings;
import java.util.List;

/// The settings of every part of the hub: a key below `tidings.` that is not here is a mistake.
public final class KnownSettings {
    public static final Settings ALL = all(List.of(
            AccessSettings.ALL,
            AuthSettings.ALL,
            DemoSettings.ALL,
            LogSettings.ALL,
            MemorySettings.ALL,
            MetricsSettings.ALL,
            OpsSettings.ALL,
            PresenceSettings.ALL,
            PublishSettings.ALL,
            ServerSettings.ALL,
            SubscribeSettings.ALL));

    private KnownSettings() {}

    private static Settings all(List<Settings> parts) {
        return new Settings(
                parts.stream().flatMap(part -> part.all().stream()).toList(),
                parts.stream().flatMap(part -> part.relations().stream()).toList());
    }
}
