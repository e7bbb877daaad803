package io.tidings.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Demands that a setting of Quarkus has URLs of some schemes, with commas between them. Quarkus would end the start
/// with a stack trace. The value is not repeated, since such URLs may have passwords.
public record Urls(String key, Set<String> schemes, String example) {
    private static final int MOST_PORTS = 65_535;

    /// What is wrong with a value, in a line; none if nothing is.
    public Optional<String> problem(String value) {
        return Stream.of(value.split(",", -1)).map(String::strip).allMatch(this::isGood)
                ? Optional.empty()
                : Optional.of(key + ": must be a URL such as " + example);
    }

    private boolean isGood(String text) {
        try {
            var url = new URI(text);
            return url.getScheme() != null
                    && schemes.contains(url.getScheme())
                    && url.getRawSchemeSpecificPart().startsWith("//")
                    && url.getPort() <= MOST_PORTS;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
