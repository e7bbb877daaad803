package io.tidings.start;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;

/// The check of a configuration.
abstract class CheckFixture {
    static List<String> problems(Map<String, String> properties, Map<String, String> environment) {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptorFactories(new ConfigurationCheck())
                .withSources(new PropertiesConfigSource(properties, "properties", 250))
                .withSources(new EnvConfigSource(environment, 300))
                .build();
        try {
            var _ = config.getOptionalValue(ConfigurationCheck.LAST_QUESTION, Boolean.class);
            return List.of();
        } catch (ConfigurationException e) {
            return e.getMessage()
                    .lines()
                    .map(line -> line.substring("Tidings cannot start: ".length()))
                    .toList();
        }
    }
}
