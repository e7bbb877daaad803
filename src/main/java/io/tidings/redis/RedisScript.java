package io.tidings.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A script that runs inside Redis, as one step that nothing interrupts. It is called by its digest, and sent
/// whole when the server does not know it yet.
public final class RedisScript {
    private final String text;
    private final String digest;

    private RedisScript(String text) {
        this.text = text;
        this.digest = sha1(text);
    }

    /// Made of files beside a class, in this order, whose names end with `.lua`.
    public static RedisScript beside(Class<?> owner, String... names) {
        return new RedisScript(
                Stream.of(names).map(name -> resource(owner, name + ".lua")).collect(Collectors.joining()));
    }

    private static String resource(Class<?> owner, String name) {
        try (var file = owner.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
