package io.tidings.log.sqlite;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.Extent;
import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyKey;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.KeptBatch;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.ReusedKeyException;
import io.tidings.log.Revocations;
import io.tidings.log.Tail;
import io.tidings.log.TopicSummary;
import io.tidings.telemetry.Telemetry;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Keeps events in one SQLite file, which no other process may use meanwhile. One thread writes and commits together
/// what has queued up; a few connections read beside it.
public final class SqliteEventLog implements EventLog {
    private static final int DROP_STEP = 500;
    private static final int LEAST_WEIGHT = 4096;

    private final Database database;
    private final InstantSource clock;
    private final Retention retention;
    private final IdempotencyLimits idempotency;
    private final LogState state;
    private final SqliteTail tail;
    private final Writer writer;
    private final Readers readers;

    private SqliteEventLog(
            Database database,
            LogState state,
            InstantSource clock,
            Retention retention,
            IdempotencyLimits idempotency,
            Telemetry telemetry) {
        this.database = database;
        this.state = state;
        this.clock = clock;
        this.retention = retention;
        this.idempotency = idempotency;
        this.tail = new SqliteTail(state);
        this.readers = new Readers(database, state);
        this.writer = new Writer(database, readers, state, retention, tail, telemetry);
        writer.start();
    }

    /// Opens the file, or makes it. Throws [LogUnavailableException] if it cannot be used.
    public static SqliteEventLog open(
            SqliteOptions options,
            InstantSource clock,
            Retention retention,
            IdempotencyLimits idempotency,
            Telemetry telemetry) {
        return open(new Database(options), clock, retention, idempotency, telemetry);
    }

    static SqliteEventLog open(
            Database database,
            InstantSource clock,
            Retention retention,
            IdempotencyLimits idempotency,
            Telemetry telemetry) {
        try (var connection = database.openWriter()) {
            Schema.prepare(connection, PackedId.of(new EventId(clock.millis(), 0)));
            var state = Loader.load(connection, retention);
            return new SqliteEventLog(database, state, clock, retention, idempotency, telemetry);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw new LogUnavailableException("cannot open " + database.path() + ": " + SqliteFailure.of(e), e);
        }
    }

    @Override
    public CompletionStage<List<EventId>> appendAsync(Batch batch) {
        var key = batch.key();
        return writer.submit(weight(batch), transaction -> append(batch.drafts(), key, transaction))
                .thenApply(kept -> kept.orElseThrow(ReusedKeyException::new).ids());
    }

    /// A small event counts too, so that a commit has a bounded number of them.
    private static long weight(Batch batch) {
        return batch.drafts().stream()
                .mapToLong(draft -> Math.max(LEAST_WEIGHT, draft.data().length()))
                .sum();
    }

    /// Nothing if the key stands for something else.
    private Optional<IdRange> append(List<Draft> drafts, Optional<IdempotencyKey> key, Transaction transaction)
            throws SQLException {
        var keys = transaction.statements().keys();
        long now = clock.millis();
        if (key.isPresent()) {
            var first = keys.find(key.get(), now - idempotency.window().toMillis());
            if (first.isPresent()) {
                var same = first.filter(kept -> kept.isOf(key.get()));
                same.ifPresent(_ -> transaction.repeat());
                return same.map(KeptBatch::ids);
            }
        }
        int count = drafts.size();
        var ids = new IdRange(PackedId.next(state.assigned, now, count), count);
        state.assigned = PackedId.of(ids.last());
        transaction.append(ids.events(drafts));
        if (key.isPresent()) {
            keys.add(key.get(), ids, now, idempotency.keys());
        }
        return Optional.of(ids);
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
        return readers.read(reader -> reader.read(from, selection, limit));
    }

    @Override
    public List<TopicSummary> topics(Selection selection, String prefix, String after, int limit) {
        var filter = selection.filter();
        var from = prefix.compareTo(after) > 0 ? prefix : after;
        return readers.compute(() -> state.topics.tailMap(from, !from.equals(after)).values().stream()
                .takeWhile(topic -> topic.topic().name().startsWith(prefix))
                .filter(topic -> filter.isWanted(topic.topic()))
                .map(topic -> summary(topic, filter.isPrivateReadable(topic.topic())))
                .filter(summary -> summary.events() > 0)
                .limit(limit)
                .toList());
    }

    private static TopicSummary summary(TopicState state, boolean withPrivate) {
        var counts = state.counts();
        long newest = withPrivate ? counts.newest() : counts.newestPublic();
        long events = withPrivate ? counts.events() : counts.publicEvents();
        return new TopicSummary(state.topic(), PackedId.unpack(newest), events);
    }

    /// Drops in steps, so that appends do not wait for long; what is appended meanwhile stays.
    @Override
    public void drop(Topic topic) {
        long upTo = state.committed;
        while (writer.call(0, transaction -> drop(topic, upTo, transaction)) == DROP_STEP) {}
        tail.dropped();
    }

    private static int drop(Topic topic, long upTo, Transaction transaction) throws SQLException {
        var found = transaction.topic(topic);
        return found.isPresent() ? transaction.drop(found.get(), DROP_STEP, upTo) : 0;
    }

    @Override
    public boolean trim() {
        var now = clock.instant();
        var keysKeptUntil = now.minus(idempotency.window()).toEpochMilli();
        return writer.call(0, new SqliteTrim(state, retention, now, keysKeptUntil));
    }

    @Override
    public Extent extent() {
        return readers.read(Reader::extent);
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
        return new SqliteRevocations(writer, clock);
    }

    /// After a failure, a transaction that leaves nothing tells whether it is over.
    @Override
    public void check() {
        if (writer.failure() != null || !database.isInPlace()) {
            writer.call(0, transaction -> {
                transaction.statements().probe();
                return true;
            });
        }
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        database.close();
    }
}
