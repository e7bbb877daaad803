package io.tidings.start;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;

/// Ends a start with arguments: the hub takes none, and Java passes it the flags that stand after `-jar`, which would
/// change nothing.
@Startup
@ApplicationScoped
class NoArguments {
    NoArguments(@CommandLineArguments String[] arguments) {
        if (arguments.length > 0) {
            throw new ConfigurationException("Tidings cannot start: " + String.join(" ", arguments)
                    + ": the hub takes no arguments; flags such as -Dquarkus.http.port=8081 go before -jar");
        }
    }
}
