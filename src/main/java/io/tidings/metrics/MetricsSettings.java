package io.tidings.metrics;

import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;
import io.tidings.event.Topic;
import java.util.stream.Stream;

/// The settings of this package.
public final class MetricsSettings {
    private static final int MAX_TOPICS = 100;

    public static final Settings ALL = Settings.of(Setting.of(
                    "tidings.metrics.topics",
                    new Allowed(
                            "at most " + MAX_TOPICS + " topics, with commas between them", MetricsSettings::areTopics))
            .list());

    private MetricsSettings() {}

    private static boolean areTopics(String text) {
        var names = text.split(",", -1);
        Stream.of(names).forEach(name -> new Topic(name.strip()));
        return names.length <= MAX_TOPICS;
    }
}
