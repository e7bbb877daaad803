package io.tidings.log.redis;

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

/// The scripts that run inside Redis, each one step that nothing interrupts. They are called by their digest, and sent
/// whole when the server does not know them yet.
enum Script {
    APPEND("index", "append"),
    MEND("index", "mend"),
    READ("page", "select", "latest", "read"),
    FOLLOW("follow"),
    DUE("due"),
    TRIM("trim"),
    TOPICS("topics");

    private final String text;
    private final String digest;

    /// What it consists of, after what all begin with.
    Script(String... names) {
        text = resource("open.lua")
                + Stream.of(names).map(name -> resource(name + ".lua")).collect(Collectors.joining());
        digest = sha1(text);
    }

    Request byDigest(ScriptCall call) {
        return call.addTo(Request.cmd(Command.EVALSHA).arg(digest));
    }

    Request whole(ScriptCall call) {
        return call.addTo(Request.cmd(Command.EVAL).arg(text));
    }

    private static String resource(String name) {
        try (var file = Script.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
