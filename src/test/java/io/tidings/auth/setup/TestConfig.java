package io.tidings.auth.setup;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The configuration as the hub reads it, of some settings.
public final class TestConfig {
    private TestConfig() {}

    /// Each setting as `KEY=VALUE`, without `tidings.auth.`.
    public static AuthConfig of(String... settings) {
        Map<String, String> values = new HashMap<>();
        for (var setting : settings) {
            int equals = setting.indexOf('=');
            values.put("tidings.auth." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AuthConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(AuthConfig.class);
    }
}
