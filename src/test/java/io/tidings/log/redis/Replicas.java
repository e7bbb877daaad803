package io.tidings.log.redis;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Several replicas on one Redis, for tests that extend this.
abstract class Replicas {
    static final Retention AMPLE = Retention.ofEach(100_000, Duration.ofDays(1));
    static final PageLimit PAGE = new PageLimit(512, 64 * 1024);

    static final IdempotencyLimits KEYS = new IdempotencyLimits(Duration.ofMinutes(10), 1_000);

    @TempDir
    static Path folder;

    static RedisServer server;
    static Vertx vertx;

    private final List<Redis> clients = new ArrayList<>();
    private final List<EventLog> logs = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start(folder);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @BeforeEach
    void flush() throws IOException {
        server.command("FLUSHALL");
    }

    @AfterEach
    void close() {
        logs.forEach(EventLog::close);
        clients.forEach(Redis::close);
    }

    synchronized Redis client() {
        return client(server.uri());
    }

    synchronized Redis client(String uri) {
        var client = RedisServer.client(vertx, uri);
        clients.add(client);
        return client;
    }

    EventLog open(Retention retention) {
        return open(retention, RedisOptions.Wait.NONE, Optional.empty());
    }

    EventLog open(Retention retention, RedisOptions.Wait waiting, Optional<InstantSource> clock) {
        return open(client(), retention, waiting, clock);
    }

    synchronized EventLog open(
            Redis client, Retention retention, RedisOptions.Wait waiting, Optional<InstantSource> clock) {
        var log = RedisEventLog.open(
                client, new RedisOptions("{tidings}", waiting), clock, retention, KEYS, Telemetry.NONE);
        logs.add(log);
        return log;
    }

    static List<String> data(EventLog log, Selection selection) {
        var data = new ArrayList<String>();
        var page = log.read(new Cursor.Beginning(), selection, PAGE);
        page.events().forEach(event -> data.add(event.data().toString()));
        while (!page.reachesEnd()) {
            page = log.read(page.next(), selection, PAGE);
            page.events().forEach(event -> data.add(event.data().toString()));
        }
        return data;
    }

    /// What a tail has told.
    static final class Followed implements Tail.Listener {
        private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
        private final List<Integer> steps = Collections.synchronizedList(new ArrayList<>());
        private final List<EventId> interruptedAt = Collections.synchronizedList(new ArrayList<>());
        private volatile int drops;

        Followed(EventLog log) {
            log.tail(this);
        }

        @Override
        public void appended(List<Event> more) {
            steps.add(more.size());
            events.addAll(more);
        }

        @Override
        public void dropped() {
            drops = drops + 1;
        }

        @Override
        public void interrupted(EventId id) {
            interruptedAt.add(id);
        }

        void awaitSize(int size) {
            Load.await(size + " events", () -> events.size() >= size);
        }

        List<String> data() {
            return events.stream().map(event -> event.data().toString()).toList();
        }

        /// How many events were handed over together, each time.
        List<Integer> steps() {
            return steps;
        }

        int drops() {
            return drops;
        }

        List<EventId> interruptions() {
            return interruptedAt;
        }
    }
}
