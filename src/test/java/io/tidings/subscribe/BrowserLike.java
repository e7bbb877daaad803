package io.tidings.subscribe;

import io.tidings.RawResponse;
import io.tidings.sse.EventStreamParser;
import io.tidings.sse.EventStreamParser.Message;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A client that does with a stream what an `EventSource` does (WHATWG HTML, 9.2.3): it comes back with the
/// last id after a stream that ended and after a network error, and gives up for good after any other answer.
/// An id without data is ignored, as many clients do. It runs until it has heard an event with the last data.
final class BrowserLike implements Runnable {
    private final URI topic;
    private final String last;
    private final List<String> heard = new ArrayList<>();
    private Duration pause = Duration.ofSeconds(1);
    private String lastId = "";
    private int refusals;
    private boolean open;
    private boolean givenUp;

    BrowserLike(URI topic, String last) {
        this.topic = topic;
        this.last = last;
    }

    @Override
    public void run() {
        try {
            while (!hasGivenUp() && !heard().contains(last)) {
                connect();
                setOpen(false);
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() {
        var parser = new EventStreamParser();
        try (var answer = lastId.isEmpty()
                ? RawResponse.of("GET", topic, "Accept: text/event-stream")
                : RawResponse.of("GET", topic, "Accept: text/event-stream", "Last-Event-ID: " + lastId)) {
            if (!answer.statusLine().equals("HTTP/1.1 200 OK")) {
                giveUp();
            } else if (answer.headers().containsKey("content-length")) {
                refused();
                parser.take(answer.body());
            } else {
                read(answer, parser);
            }
        } catch (IOException _) {
            // It tries again.
        }
        pause = parser.reconnectionTime().orElse(pause);
    }

    private void read(RawResponse answer, EventStreamParser parser) throws IOException {
        for (var line = answer.textLine(); line.endsWith("\n"); line = answer.textLine()) {
            parser.take(line).forEach(this::hear);
            if (heard().contains(last)) {
                return;
            }
        }
    }

    private synchronized void hear(Message message) {
        open = true;
        lastId = message.lastEventId();
        if (message.type().equals("message")) {
            heard.add(message.data());
        } else if (!message.type().equals("tidings:cursor")) {
            heard.add(message.type());
        }
    }

    private synchronized void refused() {
        refusals++;
    }

    private synchronized void setOpen(boolean now) {
        open = now;
    }

    private synchronized void giveUp() {
        givenUp = true;
    }

    /// The data of events without a type, and the types of others.
    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /// True from the first event or cursor of a stream to its end.
    synchronized boolean isOpen() {
        return open;
    }

    synchronized boolean hasGivenUp() {
        return givenUp;
    }

    /// How often it was told to come back later.
    synchronized int refusals() {
        return refusals;
    }
}
