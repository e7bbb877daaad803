package io.tidings.log.redis;

import io.tidings.redis.RedisScript;
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
    static final RedisScript REVOKE = script("revoke");
    static final RedisScript REVOCATIONS = script("revocations");

    private LogScripts() {}

    /// Of these files, after what all scripts begin with.
    private static RedisScript script(String... names) {
        return RedisScript.beside(
                LogScripts.class,
                Stream.concat(Stream.of("open"), Stream.of(names)).toArray(String[]::new));
    }
}
