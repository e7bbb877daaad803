package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Drops what retention asks for, in small steps. All replicas do; what one has dropped the others no longer find. At
/// the
/// start it looks at every topic once, since the rules may be others than before.
final class Upkeep {
    private static final int MOST_EVENTS = 500;
    private static final int MOST_TOPICS = 200;

    private final Server server;
    private final Directory directory;
    private final Retention retention;
    private final IdempotencyLimits idempotency;
    private @Nullable String sweptUpTo = "";

    Upkeep(Server server, Directory directory, Retention retention, IdempotencyLimits idempotency) {
        this.server = server;
        this.directory = directory;
        this.retention = retention;
        this.idempotency = idempotency;
    }

    /// True if there is more to do at once.
    synchronized boolean trim() {
        var found = server.run(server.call(Script.DUE, List.of())
                .with(retention.maxBytes())
                .with(MOST_TOPICS)
                .with(MOST_EVENTS));
        var upTo = new LinkedHashMap<Topic, EventId>();
        found.get(0).forEach(name -> upTo.put(new Topic(name.toString()), EventId.ZERO));
        var oldest = found.get(1);
        for (int i = 0; i < oldest.size(); i += 2) {
            var id = Ids.of(oldest.get(i));
            oldest.get(i + 1).toString().lines().forEach(name -> upTo.put(new Topic(name), id));
        }
        sweep().forEach(topic -> upTo.putIfAbsent(topic, EventId.ZERO));
        long dropped = trim(upTo);
        boolean foundAll = found.get(0).size() < MOST_TOPICS && oldest.size() == 0;
        return sweptUpTo != null || dropped >= MOST_EVENTS || (dropped > 0 && !foundAll);
    }

    private Stream<Topic> sweep() {
        var from = sweptUpTo;
        if (from == null) {
            return Stream.empty();
        }
        var names =
                directory.names(from.isEmpty() ? "-" : "(" + from, MOST_TOPICS).toList();
        sweptUpTo = names.size() < MOST_TOPICS ? null : names.getLast();
        return names.stream().map(Topic::new);
    }

    private long trim(Map<Topic, EventId> upTo) {
        var call = call(upTo.keySet().stream(), true).with(upTo.size());
        upTo.forEach((topic, id) -> {
            var rule = retention.of(topic);
            call.with(topic.name())
                    .with(rule.maxEvents())
                    .with(rule.maxAge().toMillis())
                    .with(id);
        });
        return Numbers.of(server.run(call).get(0));
    }

    /// Drops what a topic keeps by now. Returns how many topics were dropped so by all replicas.
    long drop(Topic topic, EventId upTo) {
        Response reply;
        do {
            var call = call(Stream.of(topic), false).with(1);
            call.with(topic.name()).with(Long.MAX_VALUE).with(Long.MAX_VALUE).with(upTo);
            reply = server.run(call);
        } while (Numbers.of(reply.get(0)) >= MOST_EVENTS);
        return Numbers.of(reply.get(1));
    }

    private Call call(Stream<Topic> topics, boolean waitsForTails) {
        return server.call(Script.TRIM, server.keys().topics(topics))
                .with(MOST_EVENTS)
                .with(waitsForTails ? 1 : 0)
                .with(idempotency.window().toMillis());
    }
}
