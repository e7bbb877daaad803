package io.tidings.log.redis;

import io.tidings.event.Topic;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PresenceChange;
import io.tidings.log.PresenceChange.Kind;
import io.tidings.log.PresenceChanges;
import io.tidings.log.PresenceCount;
import io.tidings.log.PresenceKey;
import io.tidings.log.PresencePage;
import io.tidings.log.PresenceStore;
import io.tidings.redis.DedicatedConnection;
import io.tidings.redis.LostConnectionException;
import io.tidings.redis.RedisScript;
import io.tidings.redis.ScriptCall;
import io.tidings.redis.SharedConnections;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Presence over all replicas that share a Redis. A replica that has lost track of what Redis knows of it
/// goes on under another name, and what it had under the old one is gone with that lease.
public final class RedisPresence implements PresenceStore, AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(4);

    /// Shorter than the lease, so that a new connection can still renew it.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MOST = 200;

    private final DedicatedConnection connection;
    private final SharedConnections readers;
    private final PresenceKeys keys;
    private final Optional<InstantSource> clock;
    private String replica = anyName();
    private long report;
    private long acknowledged;

    /// The client stays the caller's.
    public RedisPresence(Redis redis, String prefix) {
        this(redis, prefix, Optional.empty());
    }

    /// Without a clock, that of the server holds for all.
    RedisPresence(Redis redis, String prefix, Optional<InstantSource> clock) {
        this.connection = new DedicatedConnection(redis);
        this.readers = new SharedConnections(redis, 1);
        this.keys = new PresenceKeys(prefix);
        this.clock = clock;
    }

    private static String anyName() {
        return UUID.randomUUID().toString();
    }

    @Override
    public boolean report(List<PresenceCount> counts) {
        if (!isKnown(run(next(counts)))) {
            return false;
        }
        acknowledged = report;
        return true;
    }

    /// The call of the next report.
    ScriptCall next(List<PresenceCount> counts) {
        report++;
        var call = call(PresenceScripts.REPORT, replica)
                .with(report)
                .with(acknowledged)
                .with(counts.size());
        counts.forEach(count -> call.with(count.key().text()).with(count.streams()));
        return call;
    }

    @Override
    public boolean renew() {
        return isKnown(run(call(PresenceScripts.RENEW, replica).with(acknowledged)));
    }

    private boolean isKnown(Response reply) {
        if (Numbers.of(reply) == 1) {
            return true;
        }
        beginAnew();
        return false;
    }

    @Override
    public void beginAnew() {
        replica = anyName();
        report = 0;
        acknowledged = 0;
    }

    @Override
    public boolean sweep(Duration grace) {
        var found =
                run(call(PresenceScripts.SWEEP, replica).with(grace.toMillis()).with(MOST));
        boolean hasMore = Numbers.of(found.get(0)) == 1;
        for (int i = 1; i < found.size(); i++) {
            hasMore |= forget(found.get(i).toString());
        }
        return hasMore;
    }

    private boolean forget(String dead) {
        return Numbers.of(run(call(PresenceScripts.FORGET, dead).with(MOST))) == 1;
    }

    @Override
    public PresenceChanges untold() {
        var found = run(call(PresenceScripts.UNTOLD, replica).with(MOST)).stream()
                .map(Response::toString)
                .toList();
        return found.isEmpty()
                ? PresenceChanges.NONE
                : new PresenceChanges(
                        found.getFirst(),
                        found.stream().skip(1).map(RedisPresence::change).toList());
    }

    /// From its number, what it is, and the key.
    private static PresenceChange change(String line) {
        var parts = line.split(" ", 3);
        var key = PresenceKey.parse(parts[2]);
        var kind = parts[1].equals("joined") ? Kind.JOINED : Kind.LEFT;
        return new PresenceChange(key.topic(), key.subject().orElseThrow(), kind);
    }

    @Override
    public void told(PresenceChanges changes) {
        run(call(PresenceScripts.TOLD, replica).with(changes.name()));
    }

    @Override
    public PresencePage read(Topic topic, String after, int limit) {
        var call = new ScriptCall(PresenceScripts.READ, keys.shared())
                .with(topic.name())
                .with(after)
                .with(limit + 1L);
        var found = RedisScripts.available(() -> readers.run(call));
        var subjects = new ArrayList<PresencePage.Present>();
        for (int i = 1; i < found.size() && subjects.size() < limit; i += 3) {
            subjects.add(new PresencePage.Present(
                    PresenceKey.parse(found.get(i).toString()).subject().orElseThrow(),
                    Numbers.of(found.get(i + 1)),
                    Instant.ofEpochMilli(Numbers.of(found.get(i + 2)))));
        }
        return new PresencePage(subjects, found.size() > 1 + 3 * limit, Numbers.of(found.get(0)));
    }

    private ScriptCall call(RedisScript script, String of) {
        return new ScriptCall(script, keys.with(of))
                .with(clock.map(source -> Long.toString(source.millis())).orElse(""))
                .with(anyName())
                .with(of)
                .with(LEASE.toMillis());
    }

    private Response run(ScriptCall call) {
        try {
            return RedisScripts.available(() -> connection.run(call, PATIENCE));
        } catch (LostConnectionException e) {
            throw new LogUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Gives its connection back. What it has reported is gone when its lease is over.
    @Override
    public void close() {
        connection.close();
    }
}
