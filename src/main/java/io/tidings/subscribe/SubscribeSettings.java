package io.tidings.subscribe;

import io.tidings.config.Allowed;
import io.tidings.config.Relation;
import io.tidings.config.Setting;
import io.tidings.config.Settings;

/// What the settings of [SubscribeConfig] and [DrainConfig] may be.
public final class SubscribeSettings {
    public static final Settings ALL = Settings.of(
                    Setting.of("tidings.subscribe.max-patterns", Allowed.count(1, 10_000)),
                    Setting.of("tidings.subscribe.max-streams", Allowed.count(1, 10_000_000)),
                    Setting.of("tidings.subscribe.max-streams-per-address", Allowed.count(1, 10_000_000)),
                    Setting.of("tidings.subscribe.max-streams-per-subject", Allowed.count(1, 10_000_000)),
                    Setting.of("tidings.subscribe.heartbeat", Allowed.duration("100ms", "1h")),
                    Setting.of("tidings.subscribe.refusals", Allowed.oneOf("stream", "status")),
                    Setting.of("tidings.subscribe.gather", Allowed.duration("0ms", "1s")),
                    Setting.of("tidings.subscribe.vanished-after", Allowed.duration("1s", "1d")),
                    Setting.of("tidings.subscribe.recent-events", Allowed.count(1, 10_000_000)),
                    Setting.of("tidings.subscribe.recent-size", Allowed.size("1K", "1024G")),
                    Setting.of("tidings.subscribe.readers", Allowed.count(1, 1_000)),
                    Setting.of("tidings.drain.delay", Allowed.duration("0s", "1h")),
                    Setting.of("tidings.drain.timeout", Allowed.duration("1s", "1h")))
            .with(Relation.notLonger("tidings.drain.delay", "tidings.drain.timeout"));

    private SubscribeSettings() {}
}
