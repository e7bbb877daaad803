package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.path.json.JsonPath;
import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Publishers and listeners of several replicas. Each publisher numbers what it publishes and repeats it, with the same
/// idempotency key, until it is acknowledged by one of them; each listener comes back to the next replica with its last
/// id when its stream ends.
final class Load implements AutoCloseable {
    static final String END = "the end";

    private final List<PackagedServer> replicas;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<LoadListener> listeners = new ArrayList<>();
    private final AtomicInteger publishing = new AtomicInteger();
    private volatile boolean stopped;
    private volatile boolean closed;

    /// Ids by data.
    final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    /// By replica.
    final List<AtomicLong> refusals;

    /// Nanoseconds of the latest acknowledgement.
    final AtomicLong acknowledgedAt = new AtomicLong();

    final AtomicLong longestPause = new AtomicLong();

    Load(PackagedServer... replicas) {
        this.replicas = List.of(replicas);
        this.refusals = this.replicas.stream().map(_ -> new AtomicLong()).toList();
    }

    /// A replica with its log in Redis, to which these publishers have the token.
    static PackagedServer replica(String hosts, String... settings) throws IOException {
        return PackagedServer.start(Stream.concat(
                        Stream.of(
                                "tidings.log.engine=redis",
                                "quarkus.redis.hosts=" + hosts,
                                "tidings.auth.publish-tokens=secret"),
                        Stream.of(settings))
                .toArray(String[]::new));
    }

    Load publish(int publishers, int replica) {
        for (int i = 0; i < publishers; i++) {
            var topic = "load/" + replica + "/" + i;
            publishing.incrementAndGet();
            threads.submit(() -> publishUntilStopped(topic, replica));
        }
        return this;
    }

    LoadListener listen(int replica, String query, String... headers) throws IOException {
        var listener = new LoadListener(replicas, () -> stopped, () -> closed, replica, query, headers);
        listeners.add(listener);
        threads.submit(listener::run);
        return listener;
    }

    private void publishUntilStopped(String topic, int first) {
        int replica = first;
        for (int i = 0; !stopped; i++) {
            var data = topic + " " + i;
            var key = "Idempotency-Key: " + UUID.randomUUID();
            while (!closed && !publish(topic, data, key, replica)) {
                replica = replicas.get(replica).process().isAlive() ? replica : (replica + 1) % replicas.size();
            }
        }
        publishing.decrementAndGet();
    }

    /// True if it was acknowledged.
    boolean publish(String topic, String data, String key, int replica) {
        var target = replicas.get(replica).at("/topics/" + topic);
        try (var response = RawResponse.post(target, data, "Authorization: Bearer secret", key)) {
            if (response.statusLine().equals("HTTP/1.1 200 OK")) {
                acknowledged.put(data, JsonPath.from(response.body()).getString("id"));
                long now = System.nanoTime();
                long before = acknowledgedAt.getAndSet(now);
                if (before != 0) {
                    longestPause.accumulateAndGet(now - before, Math::max);
                }
                return true;
            }
            assertThat(response.statusLine(), is("HTTP/1.1 503 Service Unavailable"));
            assertThat(response.headers().get("retry-after"), notNullValue());
            refusals.get(replica).incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (IOException e) {
            // the replica is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (AssertionError e) {
            System.err.println("a publisher was answered: " + e.getMessage());
            throw e;
        }
        return false;
    }

    /// Ends publishing and waits until every listener has got the end.
    void finish() throws IOException {
        stopped = true;
        await("publishers", () -> publishing.get() == 0);
        int alive = 0;
        while (!replicas.get(alive).process().isAlive()) {
            alive++;
        }
        int last = alive;
        await("the end is published", () -> publish("load/end", END, "X: y", last));
        for (var listener : listeners) {
            await("the end at " + listener, () -> listener.data().contains(END));
        }
    }

    /// Every listener got all that was acknowledged, once, in order, under the id of the acknowledgement, and no gap.
    void assertNothingIsMissing() {
        assertNothingIsMissing(listeners);
    }

    void assertNothingIsMissing(List<LoadListener> some) {
        for (var listener : some) {
            listener.assertOrder();
            assertThat("gaps", listener.gaps(), is(0));
            var missing = new HashSet<>(acknowledged.keySet());
            missing.removeAll(listener.data());
            assertThat("missing", missing, is(empty()));
            for (var event : listener.events()) {
                assertThat(event.data(), acknowledged.get(event.data()), is(event.lastEventId()));
            }
        }
    }

    /// Waits until each of them has got an event since then, and prints how long that took.
    static void awaitRecovery(String cause, long since, List<LoadListener> some) {
        await("events after: " + cause, () -> some.stream().allMatch(listener -> listener.eventAt() > since));
        long millis = (System.nanoTime() - since) / 1_000_000;
        System.out.printf("recovery: %s → an event on every stream: %d ms%n", cause, millis);
    }

    /// Waits for something to come true: it fails after a minute only if it never does.
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain: " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        closed = true;
        threads.shutdownNow();
    }
}
