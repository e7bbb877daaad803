package io.tidings.log.redis;

import io.tidings.redis.RedisScript;

/// The scripts of presence.
final class PresenceScripts {
    static final RedisScript REPORT = script("report");
    static final RedisScript RENEW = script("renew");
    static final RedisScript SWEEP = script("sweep");
    static final RedisScript FORGET = script("forget");
    static final RedisScript UNTOLD = script("untold");
    static final RedisScript TOLD = script("told");
    static final RedisScript READ = RedisScript.beside(PresenceScripts.class, "presence-read");

    private PresenceScripts() {}

    private static RedisScript script(String name) {
        return RedisScript.beside(PresenceScripts.class, "presence", "presence-" + name);
    }
}
