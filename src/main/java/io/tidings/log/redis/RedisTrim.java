package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.redis.ScriptCall;
import io.tidings.telemetry.Telemetry;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Drops what retention asks for, in small steps. All replicas do; what one has dropped the others no longer find. At
/// the start it looks at every topic once, since the rules may be others than before. It also ends what a replica has
/// left that died in the middle of an append.
final class RedisTrim {
    private static final int MAX_EVENTS = 500;
    private static final int MAX_TOPICS = 200;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private final RedisScripts scripts;
    private final TopicDirectory topicDirectory;
    private final Retention retention;
    private final IdempotencyLimits idempotency;
    private final Telemetry telemetry;
    private final Rules rules;
    private final String name = UUID.randomUUID().toString();
    private final Mending mending;
    private @Nullable String sweptUpTo = "";

    RedisTrim(
            RedisScripts scripts,
            TopicDirectory topicDirectory,
            Retention retention,
            IdempotencyLimits idempotency,
            Telemetry telemetry) {
        this.scripts = scripts;
        this.topicDirectory = topicDirectory;
        this.retention = retention;
        this.idempotency = idempotency;
        this.telemetry = telemetry;
        this.rules = new Rules(retention, idempotency);
        this.mending = new Mending(scripts, retention, name);
    }

    /// True if there is more to do at once.
    synchronized boolean trim() {
        var found = scripts.run(scripts.call(LogScripts.DUE, List.of())
                .with(retention.maxBytes())
                .with(MAX_TOPICS)
                .with(MAX_EVENTS)
                .with(name)
                .with(rules.text()));
        rules.compare(found.get(3).stream().map(Response::toString).toList());
        if (Numbers.of(found.get(2)) == 1) {
            mending.finish();
        }
        var upTo = new LinkedHashMap<Topic, EventId>();
        found.get(0).forEach(name -> upTo.put(new Topic(name.toString()), EventId.ZERO));
        var oldest = found.get(1);
        for (int i = 0; i < oldest.size(); i += 2) {
            var id = Ids.of(oldest.get(i));
            oldest.get(i + 1).toString().lines().forEach(name -> upTo.put(new Topic(name), id));
        }
        var swept = sweep();
        swept.forEach(topic -> upTo.putIfAbsent(new Topic(topic), EventId.ZERO));
        long dropped = trim(upTo);
        if (sweptUpTo != null) {
            sweptUpTo = swept.size() < MAX_TOPICS ? null : swept.getLast();
        }
        boolean foundAll = found.get(0).size() < MAX_TOPICS && oldest.size() == 0;
        return sweptUpTo != null || dropped >= MAX_EVENTS || (dropped > 0 && !foundAll);
    }

    private List<String> sweep() {
        var from = sweptUpTo;
        return from == null
                ? List.of()
                : topicDirectory
                        .names(from.isEmpty() ? "-" : "(" + from, MAX_TOPICS)
                        .toList();
    }

    private long trim(Map<Topic, EventId> upTo) {
        var call = call(upTo.keySet().stream(), true).with(upTo.size());
        upTo.forEach((topic, id) -> {
            var rule = retention.of(topic);
            call.with(topic.name())
                    .with(rule.maxEvents())
                    .with(rule.maxAge().toMillis())
                    .with(id.toString());
        });
        return dropped(scripts.run(call));
    }

    private long dropped(Response reply) {
        long dropped = Numbers.of(reply.get(0));
        telemetry.dropped((int) dropped);
        return dropped;
    }

    /// Waits until the topics know of all that was appended, and then drops what one keeps by now. Returns how many
    /// topics were dropped so by all replicas.
    long drop(Topic topic, EventId upTo) {
        for (long deadline = System.nanoTime() + PATIENCE_NANOS; !mending.finish(); pause()) {
            if (System.nanoTime() - deadline > 0) {
                throw new LogUnavailableException("another hub appends a large batch: try again");
            }
        }
        Response reply;
        do {
            var call = call(Stream.of(topic), false).with(1);
            call.with(topic.name()).with(Long.MAX_VALUE).with(Long.MAX_VALUE).with(upTo.toString());
            reply = scripts.run(call);
        } while (dropped(reply) >= MAX_EVENTS);
        return Numbers.of(reply.get(1));
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private ScriptCall call(Stream<Topic> topics, boolean waitsForTails) {
        return scripts.call(LogScripts.TRIM, scripts.keys().topics(topics))
                .with(MAX_EVENTS)
                .with(waitsForTails ? 1 : 0)
                .with(idempotency.window().toMillis());
    }
}
