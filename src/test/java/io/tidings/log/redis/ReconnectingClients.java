package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import io.tidings.sse.EventStreamParser;
import io.tidings.sse.EventStreamParser.Message;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A great many listeners of one replica, each of which remembers no more than an EventSource does, and goes to the
/// other one when its stream ends, after the time that it was told. What is published on a topic is numbered from 0 by
/// each topic, so a listener knows at once what comes next.
final class ReconnectingClients implements AutoCloseable {
    private final PackagedServer first;
    private final PackagedServer other;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Listener> listeners = new ArrayList<>();
    private final Map<String, AtomicInteger> published = new ConcurrentHashMap<>();
    private final AtomicLong streams = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean stopped;
    private volatile boolean publishing;

    ReconnectingClients(PackagedServer first, PackagedServer other) {
        this.first = first;
        this.other = other;
    }

    /// Opens streams of a topic at the first replica, all of them before anything is published.
    void listen(String topic, int count) throws IOException {
        published.put(topic, new AtomicInteger());
        for (int i = 0; i < count; i++) {
            var listener = new Listener(topic);
            listeners.add(listener);
            var stream = open(first, topic);
            streams.incrementAndGet();
            threads.submit(() -> listener.run(stream));
        }
    }

    /// Publishes news, by turns through either replica while both are there. The next follows when every client whose
    /// stream is open has the one before.
    void publishNews() {
        publishing = true;
        threads.submit(() -> {
            while (!stopped) {
                publish("news");
                Load.await(
                        "the news everywhere",
                        () -> listeners.stream().allMatch(listener -> !listener.open || hasAll(listener)));
            }
            publishing = false;
            return null;
        });
    }

    /// Publishes the next number, until it is acknowledged.
    void publish(String topic) throws InterruptedException {
        int number = published.get(topic).get();
        var key = "Idempotency-Key: " + UUID.randomUUID();
        for (int attempt = number; !publish(topic, number, key, attempt % 2 == 0 ? first : other); attempt++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        published.get(topic).incrementAndGet();
    }

    private boolean publish(String topic, int number, String key, PackagedServer replica) {
        try (var response =
                RawResponse.post(replica.at("/topics/" + topic), "" + number, "Authorization: Bearer secret", key)) {
            if (response.statusLine().equals("HTTP/1.1 200 OK")) {
                return true;
            }
            refused.incrementAndGet();
        } catch (IOException _) {
            // It is gone.
        }
        return false;
    }

    int published() {
        return published.get("news").get();
    }

    /// Those that were opened.
    long streams() {
        return streams.get();
    }

    /// Answers to publishers that were no acknowledgement.
    long refused() {
        return refused.get();
    }

    long millisBetweenFirstAndLastThatLeft() {
        var left = listeners.stream()
                .mapToLong(listener -> listener.leftAt)
                .sorted()
                .toArray();
        return TimeUnit.NANOSECONDS.toMillis(left[left.length - 1] - left[0]);
    }

    /// Stops publishing, and waits until all have heard the last of it, which nobody can have heard before it left.
    void finish() throws InterruptedException {
        stopped = true;
        Load.await("the publisher", () -> !publishing);
        publish("news");
        Load.await("the last event everywhere", () -> listeners.stream().allMatch(this::hasAll));
    }

    /// True also of a client in trouble, which nothing helps.
    private boolean hasAll(Listener listener) {
        return !listener.trouble.isEmpty()
                || listener.next >= published.get(listener.topic).get();
    }

    void assertNothingIsMissing() {
        listeners.forEach(listener -> assertThat(listener.topic, listener.trouble, is("")));
    }

    private static RawResponse open(PackagedServer replica, String topic, String... headers) throws IOException {
        return RawResponse.of("GET", replica.at("/topics/" + topic), headers);
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }

    private final class Listener {
        private final String topic;
        private String lastId = "";
        private volatile int next;
        private volatile boolean open;
        private volatile long leftAt;
        private volatile String trouble = "";

        Listener(String topic) {
            this.topic = topic;
        }

        private void run(RawResponse stream) {
            try {
                var pause = readToEnd(stream);
                leftAt = System.nanoTime();
                Thread.sleep(pause);
                var again = open(other, topic, "Last-Event-ID: " + lastId);
                streams.incrementAndGet();
                readToEnd(again);
                note("the second stream ended");
            } catch (IOException | InterruptedException e) {
                note(e.toString());
            }
        }

        /// Returns the time after which it was told to come back.
        private Duration readToEnd(RawResponse stream) throws IOException {
            var parser = new EventStreamParser();
            open = true;
            try (stream) {
                for (var line = stream.textLine(); line.endsWith("\n"); line = stream.textLine()) {
                    parser.take(line).forEach(this::take);
                }
            } catch (EOFException _) {
                // It ended.
            } finally {
                open = false;
            }
            return parser.reconnectionTime().orElse(Duration.ZERO);
        }

        private void take(Message message) {
            lastId = message.lastEventId();
            if (message.type().equals("message")) {
                int number = Integer.parseInt(message.data());
                if (number != next) {
                    note("got " + number + " instead of " + next);
                }
                next = number + 1;
            } else if (!message.type().equals("tidings:cursor")) {
                note(message.toString());
            }
        }

        private void note(String what) {
            trouble = trouble + what + "; ";
        }
    }
}
