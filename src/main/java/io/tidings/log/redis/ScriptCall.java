package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.Retention;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A call of a script: its keys and arguments, in the order in which the script takes them.
final class ScriptCall {
    private final Script script;
    private final List<String> keys;
    private final List<byte[]> arguments = new ArrayList<>();

    ScriptCall(Script script, List<String> keys) {
        this.script = script;
        this.keys = keys;
    }

    Script script() {
        return script;
    }

    ScriptCall with(byte[] argument) {
        arguments.add(argument);
        return this;
    }

    ScriptCall with(String argument) {
        return with(argument.getBytes(StandardCharsets.UTF_8));
    }

    ScriptCall with(long argument) {
        return with(Long.toString(argument));
    }

    ScriptCall with(EventId argument) {
        return with(argument.toString());
    }

    /// Topics, each with what is kept of it.
    ScriptCall with(Collection<Topic> topics, Retention retention) {
        with(topics.size());
        for (var topic : topics) {
            var rule = retention.of(topic);
            with(topic.name()).with(rule.maxEvents()).with(rule.maxAge().toMillis());
        }
        return this;
    }

    Request addTo(Request request) {
        request.arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }
}
