package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import io.tidings.event.EventId;
import io.tidings.sse.EventStreamParser;
import io.tidings.sse.EventStreamParser.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// A client with what it received.
final class LoadListener {
    private final List<PackagedServer> replicas;
    private final BooleanSupplier stopped;
    private final BooleanSupplier closed;
    private final String query;
    private final String[] headers;
    private final List<Message> events = new ArrayList<>();
    private int replica;
    private int gaps;
    private int streams;
    private long heartbeats;
    private long eventAt;
    private String lastId = "";

    LoadListener(
            List<PackagedServer> replicas,
            BooleanSupplier stopped,
            BooleanSupplier closed,
            int replica,
            String query,
            String... headers) {
        this.replicas = replicas;
        this.stopped = stopped;
        this.closed = closed;
        this.replica = replica;
        this.query = query;
        this.headers = headers;
    }

    void run() {
        while (!closed.getAsBoolean() && !(stopped.getAsBoolean() && data().contains(Load.END))) {
            try (var stream = open()) {
                began();
                read(stream);
            } catch (IOException _) {
                // It is gone, or never came.
            }
            replica = (replica + 1) % replicas.size();
        }
    }

    private synchronized void began() {
        streams++;
        eventAt = 0;
    }

    private RawResponse open() throws IOException {
        var target = replicas.get(replica).at("/topics/load/**" + query);
        return lastId.isEmpty()
                ? RawResponse.of("GET", target, headers)
                : RawResponse.of("GET", target, "Last-Event-ID: " + lastId);
    }

    private void read(RawResponse stream) throws IOException {
        var parser = new EventStreamParser();
        for (var line = stream.textLine(); line.endsWith("\n"); line = stream.textLine()) {
            if (line.startsWith(":")) {
                beat();
            }
            parser.take(line).forEach(this::take);
        }
    }

    private synchronized void beat() {
        heartbeats++;
    }

    private synchronized void take(Message message) {
        switch (message.type()) {
            case "tidings:gap" -> gaps++;
            case "tidings:cursor" -> {
                lastId = message.lastEventId();
                heartbeats++;
            }
            default -> {
                lastId = message.lastEventId();
                events.add(message);
                eventAt = System.nanoTime();
            }
        }
    }

    synchronized List<Message> events() {
        return List.copyOf(events);
    }

    synchronized Set<String> data() {
        var data = new HashSet<String>();
        events.forEach(event -> data.add(event.data()));
        return data;
    }

    synchronized int size() {
        return events.size();
    }

    synchronized int gaps() {
        return gaps;
    }

    synchronized int streams() {
        return streams;
    }

    /// Nanoseconds of the latest event on its present stream, or 0.
    synchronized long eventAt() {
        return eventAt;
    }

    synchronized long heartbeats() {
        return heartbeats;
    }

    /// Ids increase, nothing comes twice, and what one publisher published comes in its order.
    void assertOrder() {
        var received = events();
        var seen = new HashSet<String>();
        var numbers = new ConcurrentHashMap<String, Integer>();
        for (int i = 0; i < received.size(); i++) {
            var event = received.get(i);
            assertThat(event + " comes once", seen.add(event.data()), is(true));
            if (i > 0) {
                var before = EventId.parse(received.get(i - 1).lastEventId());
                assertThat(
                        before + " is before " + event,
                        EventId.parse(event.lastEventId()).isAfter(before),
                        is(true));
            }
            int space = event.data().lastIndexOf(' ');
            if (!event.data().equals(Load.END)) {
                int number =
                        Integer.parseInt(event.data(), space + 1, event.data().length(), 10);
                int last = numbers.merge(event.data().substring(0, space), number, Math::max);
                assertThat(event + " in order", last, is(number));
            }
        }
    }
}
