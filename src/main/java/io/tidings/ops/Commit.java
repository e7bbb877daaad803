package io.tidings.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/// The commit that this hub was built from, as the build has written it into `git.properties`.
final class Commit {
    private Commit() {}

    /// Its whole id. None if the sources were no repository.
    static Optional<String> ofThisBuild() {
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream("git.properties")) {
            var properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return Optional.ofNullable(properties.getProperty("git.commit.id.full"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
