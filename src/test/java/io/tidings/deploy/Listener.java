package io.tidings.deploy;

import io.tidings.StreamText;
import io.tidings.sse.EventStreamParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A client that does what an EventSource does: when a stream ends it comes back with its last id, after the
/// time that it was told, and gives up at a status other than 200. Waits for a minute at most.
final class Listener implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final HttpClient client;
    private final URI target;
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private final List<Received> received = new ArrayList<>();
    private String lastId;
    private Duration pause = Duration.ofMillis(100);
    private int streams;
    private String refusal = "";

    /// An event, and the nanoseconds of its arrival.
    record Received(String id, String type, String data, long at) {}

    private Listener(HttpClient client, URI target, String lastId) {
        this.client = client;
        this.target = target;
        this.lastId = lastId;
    }

    /// Returns once the stream has begun: it hears what is published from then on.
    static Listener open(HttpClient client, URI target) throws InterruptedException {
        return openAfter("", client, target);
    }

    /// The same with a `Last-Event-ID`.
    static Listener openAfter(String lastId, HttpClient client, URI target) throws InterruptedException {
        var listener = new Listener(client, target, lastId);
        listener.thread.start();
        listener.await("a stream", () -> listener.streams > 0);
        return listener;
    }

    private void run() {
        while (refusal().isEmpty()
                && !client.isTerminated()
                && !Thread.currentThread().isInterrupted()) {
            try {
                listen();
                Thread.sleep(pause);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void listen() throws InterruptedException {
        var request = HttpRequest.newBuilder(target).header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (var text = new StreamText(response.body())) {
                if (response.statusCode() == 200) {
                    read(text);
                } else {
                    refused(response.statusCode() + ": " + text.rest());
                }
            }
        } catch (IOException _) {
            // It comes back.
        }
    }

    /// The first line is there as soon as the stream has begun.
    private void read(StreamText text) throws IOException {
        var parser = new EventStreamParser();
        var line = text.line();
        if (!line.isEmpty()) {
            began();
        }
        while (line.endsWith("\n")) {
            take(line, parser);
            line = text.line();
        }
    }

    private synchronized void began() {
        streams++;
        notifyAll();
    }

    private synchronized void refused(String answer) {
        refusal = answer;
        notifyAll();
    }

    private synchronized void take(String line, EventStreamParser parser) {
        long now = System.nanoTime();
        for (var message : parser.take(line)) {
            lastId = message.lastEventId();
            received.add(new Received(lastId, message.type(), message.data(), now));
        }
        pause = parser.reconnectionTime().orElse(pause);
        notifyAll();
    }

    /// Waits for the event with that data.
    Received await(String data) throws InterruptedException {
        await(data, () -> received.stream().anyMatch(event -> event.data().equals(data)));
        return events().stream()
                .filter(event -> event.data().equals(data))
                .findFirst()
                .orElseThrow();
    }

    private synchronized void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (!refusal.isEmpty() || left <= 0) {
                throw new AssertionError("no " + what + " of " + target + ": " + refusal);
            }
            wait(left);
        }
    }

    /// All events but cursors: a gap would be among them.
    synchronized List<Received> events() {
        return received.stream()
                .filter(event -> !event.type().equals("tidings:cursor"))
                .toList();
    }

    /// How many streams it had, the present one included.
    synchronized int streams() {
        return streams;
    }

    /// The answer at which it gave up, or nothing.
    synchronized String refusal() {
        return refusal;
    }

    @Override
    public String toString() {
        return "the client of " + target;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
