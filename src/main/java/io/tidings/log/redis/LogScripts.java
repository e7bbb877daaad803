package io.tidings.log.redis;

import io.tidings.redis.RedisScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The scripts of the log.
final class LogScripts {
    static final RedisScript APPEND = script("index", "append");
    static final RedisScript MEND = script("index", "mend");
    static final RedisScript READ = script("page", "select", "latest", "read");
    static final RedisScript FOLLOW = script("follow");
    static final RedisScript DUE = script("due");
    static final RedisScript TRIM = script("trim");
    static final RedisScript EXTENT = script("extent");
    static final RedisScript TOPICS = script("topics");

    private LogScripts() {}

    /// Of these files, after what all scripts begin with.
    private static RedisScript script(String... names) {
        return new RedisScript(Stream.concat(Stream.of("open"), Stream.of(names))
                .map(LogScripts::resource)
                .collect(Collectors.joining()));
    }

    static String resource(String name) {
        try (var file = LogScripts.class.getResourceAsStream(name + ".lua")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
