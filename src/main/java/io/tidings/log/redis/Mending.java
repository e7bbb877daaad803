package io.tidings.log.redis;

import io.tidings.event.Topic;
import io.tidings.log.Retention;
import io.tidings.redis.ScriptCall;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Ends what an append in parts has left, in small steps.
final class Mending {
    private final RedisScripts scripts;
    private final Retention retention;
    private final String name;

    /// The name is that of the caller, which may be one that appends in parts.
    Mending(RedisScripts scripts, Retention retention, String name) {
        this.scripts = scripts;
        this.retention = retention;
        this.name = name;
    }

    /// False if another is still at it. Throws [io.tidings.log.LogUnavailableException].
    boolean finish() {
        return finish(scripts::run);
    }

    /// The same, with calls that the caller sends. Each may safely be sent twice.
    boolean finish(Function<ScriptCall, Response> run) {
        var topics = List.<Topic>of();
        while (true) {
            var call = scripts.call(LogScripts.MEND, scripts.keys().topics(topics.stream()))
                    .with(name);
            TopicRules.add(topics, retention, call);
            var reply = run.apply(call);
            switch (reply.get(0).toString()) {
                case "done" -> {
                    return true;
                }
                case "busy" -> {
                    return false;
                }
                default ->
                    topics = IntStream.range(1, reply.size())
                            .mapToObj(i -> new Topic(reply.get(i).toString()))
                            .toList();
            }
        }
    }
}
