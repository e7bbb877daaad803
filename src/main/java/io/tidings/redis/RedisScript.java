package io.tidings.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A script that runs inside Redis, as one step that nothing interrupts. It is called by its digest, and sent
/// whole when the server does not know it yet.
public final class RedisScript {
    private final String text;
    private final String digest;

    public RedisScript(String text) {
        this.text = text;
        this.digest = sha1(text);
    }

    Request byDigest(ScriptCall call) {
        return call.addTo(Request.cmd(Command.EVALSHA).arg(digest));
    }

    Request whole(ScriptCall call) {
        return call.addTo(Request.cmd(Command.EVAL).arg(text));
    }

    /// As Redis names scripts.
    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
