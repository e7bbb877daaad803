package io.tidings.log.redis;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import io.tidings.log.TopicSummary;
import io.vertx.redis.client.Redis;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Keeps events in one stream of Redis, or Valkey, that any number of replicas append to and follow. An append is
/// acknowledged
/// once Redis has taken it, so what survives a crash is what Redis is set to keep: with `appendfsync always` all that
/// was acknowledged. If Redis goes away in the middle of an append, that may end with
/// [io.tidings.log.LogUnavailableException] and be kept all the same.
public final class RedisEventLog implements EventLog {
    private final Server server;
    private final Writer writer;
    private final Reader reader;
    private final Upkeep upkeep;
    private final Directory directory;
    private final Follower follower;

    private RedisEventLog(Server server, RedisOptions options, Retention retention, IdempotencyLimits idempotency) {
        var entries = new Entries();
        this.server = server;
        this.writer = new Writer(new Sending(server, retention, idempotency, options.waiting()), server::saw);
        this.reader = new Reader(server, entries);
        this.directory = new Directory(server);
        this.upkeep = new Upkeep(server, directory, retention, idempotency);
        this.follower = new Follower(server, entries);
    }

    /// Finds the log, or begins one. Throws [io.tidings.log.LogUnavailableException] if Redis cannot be used. The
    /// client stays the caller's.
    public static RedisEventLog open(
            Redis redis, RedisOptions options, Retention retention, IdempotencyLimits idempotency) {
        return open(redis, options, Optional.empty(), retention, idempotency);
    }

    static RedisEventLog open(
            Redis redis,
            RedisOptions options,
            Optional<InstantSource> clock,
            Retention retention,
            IdempotencyLimits idempotency) {
        var server = new Server(redis, new Keys(options.prefix()), clock);
        var log = new RedisEventLog(server, options, retention, idempotency);
        log.probe();
        log.writer.start();
        return log;
    }

    @Override
    public CompletionStage<List<EventId>> appendAsync(Batch batch) {
        return writer.submit(batch).thenApply(IdRange::ids);
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
        return reader.read(from, selection, limit);
    }

    @Override
    public List<TopicSummary> topics(Selection selection, String prefix, String after, int limit) {
        return directory.topics(selection, prefix, after, limit);
    }

    /// Drops in steps; what is appended meanwhile stays.
    @Override
    public void drop(Topic topic) {
        var upTo = reader.newest();
        follower.hearOfDrops(upkeep.drop(topic, upTo));
    }

    @Override
    public boolean trim() {
        return upkeep.trim();
    }

    @Override
    public Tail tail(Tail.Listener listener) {
        return follower.join(listener);
    }

    /// Who follows hears of Redis all the time, and writes to it once a second. Appends may be refused all the same.
    @Override
    public void check() {
        follows();
        writer.check();
    }

    private void follows() {
        if (follower.isFollowing()) {
            follower.check();
        } else {
            probe();
        }
    }

    private void probe() {
        server.run(server.call(Script.TOPICS, List.of()));
    }

    @Override
    public void close() {
        writer.close();
        follower.close();
    }
}
