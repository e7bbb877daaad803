package io.tidings.replica;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.log.redis.RedisServer;
import io.tidings.redis.RedisUnavailableException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Replicas on one Redis, for tests that extend this. Each has a client of its own.
abstract class Neighbours {
    @TempDir
    static Path folder;

    static RedisServer server;
    static Vertx vertx;

    private final List<Redis> clients = new ArrayList<>();
    private final List<Replicas> replicas = new ArrayList<>();

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

    @AfterEach
    void leave() throws IOException {
        replicas.forEach(Replicas::close);
        clients.forEach(Redis::close);
        server.command("FLUSHALL");
    }

    Redis client(String uri) {
        var client = RedisServer.client(vertx, uri);
        clients.add(client);
        return client;
    }

    /// One that only asks.
    Replicas asker() {
        return asker(client(server.uri()));
    }

    Replicas asker(Redis client) {
        var replica = new RedisReplicas(client, "{tidings}");
        replicas.add(replica);
        return replica;
    }

    /// One that answers with what it was asked, and its name.
    Replicas echo() {
        return echo(asker());
    }

    static Replicas echo(Replicas replica) {
        replica.serve(call -> CompletableFuture.completedStage(Answer.of(call + " at " + replica.self())));
        return replica;
    }

    static void awaitAcquaintance(Replicas asker, Replicas other) {
        await(other.self() + " is known", () -> knows(asker, other));
    }

    /// False as well while a connection to Redis is found to be lost, as after an outage.
    static boolean knows(Replicas asker, Replicas other) {
        try {
            return asker.others().contains(other.self());
        } catch (RedisUnavailableException _) {
            return false;
        }
    }

    static String answer(Replicas asker, Replicas other, String call) {
        return asker.ask(other.self(), call).toCompletableFuture().join();
    }

    /// What a call fails with, which takes no longer than a call may.
    static Throwable failure(Replicas asker, ReplicaName other) {
        var answer = asker.ask(other, "hello").toCompletableFuture().orTimeout(3, TimeUnit.SECONDS);
        return assertThrows(CompletionException.class, answer::join).getCause();
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat("in time: " + what, System.nanoTime() < deadline, is(true));
            LockSupport.parkNanos(5_000_000);
        }
    }
}
