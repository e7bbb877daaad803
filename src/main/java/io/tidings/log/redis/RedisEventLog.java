package io.tidings.log.redis;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.Extent;
import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.Revocations;
import io.tidings.log.Tail;
import io.tidings.log.TopicSummary;
import io.tidings.telemetry.Telemetry;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Keeps events in one stream of Redis, or Valkey, that any number of replicas append to and follow. An
/// append is acknowledged once Redis has taken it, so what survives a crash is what Redis is set to keep:
/// with `appendfsync always` all that was acknowledged. If Redis goes away in the middle of an append, that
/// may end with [io.tidings.log.LogUnavailableException] and be kept all the same.
public final class RedisEventLog implements EventLog {
    private final RedisScripts scripts;
    private final Writer writer;
    private final Reader reader;
    private final RedisTrim trim;
    private final TopicDirectory topicDirectory;
    private final RedisTail tail;

    private RedisEventLog(
            RedisScripts scripts,
            RedisOptions options,
            Retention retention,
            IdempotencyLimits idempotency,
            Telemetry telemetry) {
        var entries = new EntryParser();
        this.scripts = scripts;
        this.writer =
                new Writer(new Sending(scripts, retention, idempotency, options.waiting()), scripts::saw, telemetry);
        this.reader = new Reader(scripts, entries);
        this.topicDirectory = new TopicDirectory(scripts);
        this.trim = new RedisTrim(scripts, topicDirectory, retention, idempotency, telemetry);
        this.tail = new RedisTail(scripts, entries, telemetry);
    }

    /// Finds the log, or begins one. Throws [io.tidings.log.LogUnavailableException] if Redis cannot be used. The
    /// client stays the caller's.
    public static RedisEventLog open(
            Redis redis,
            RedisOptions options,
            Retention retention,
            IdempotencyLimits idempotency,
            Telemetry telemetry) {
        return open(redis, options, Optional.empty(), retention, idempotency, telemetry);
    }

    static RedisEventLog open(
            Redis redis,
            RedisOptions options,
            Optional<InstantSource> clock,
            Retention retention,
            IdempotencyLimits idempotency,
            Telemetry telemetry) {
        var scripts = new RedisScripts(redis, new Keys(options.prefix()), clock);
        var log = new RedisEventLog(scripts, options, retention, idempotency, telemetry);
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
        return topicDirectory.topics(selection, prefix, after, limit);
    }

    /// Drops in steps; what is appended meanwhile stays.
    @Override
    public void drop(Topic topic) {
        var upTo = reader.newest();
        tail.hearOfDrops(trim.drop(topic, upTo));
    }

    @Override
    public boolean trim() {
        return trim.trim();
    }

    @Override
    public Extent extent() {
        return reader.extent();
    }

    @Override
    public Duration tailLag() {
        return tail.lag();
    }

    @Override
    public boolean isAlive() {
        return writer.isAlive();
    }

    @Override
    public Tail tail(Tail.Listener listener) {
        return tail.join(listener);
    }

    @Override
    public Revocations revocations() {
        return new RedisRevocations(scripts);
    }

    /// A log with a tail hears from Redis all the time, and writes to it once a second; appends may still be refused.
    @Override
    public void check() {
        follows();
        writer.check();
    }

    private void follows() {
        if (tail.isFollowing()) {
            tail.check();
        } else {
            probe();
        }
    }

    private void probe() {
        scripts.run(scripts.call(LogScripts.TOPICS, List.of()));
    }

    @Override
    public void close() {
        writer.close();
        tail.close();
    }
}
