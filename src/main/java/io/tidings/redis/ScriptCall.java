package io.tidings.redis;

import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A call of a script: its keys and arguments, in the order in which the script takes them. For one thread.
public final class ScriptCall {
    private final RedisScript script;
    private final List<String> keys;
    private final List<byte[]> arguments = new ArrayList<>();

    public ScriptCall(RedisScript script, List<String> keys) {
        this.script = script;
        this.keys = keys;
    }

    public ScriptCall with(byte[] argument) {
        arguments.add(argument);
        return this;
    }

    public ScriptCall with(String argument) {
        return with(argument.getBytes(StandardCharsets.UTF_8));
    }

    public ScriptCall with(long argument) {
        return with(Long.toString(argument));
    }

    Request byDigest() {
        return script.byDigest(this);
    }

    Request whole() {
        return script.whole(this);
    }

    Request addTo(Request request) {
        request.arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }
}
