package io.tidings.subscribe;

import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A client that does with a stream what an `EventSource` does (WHATWG HTML, 9.2.3): it comes back with the
/// last id after a stream that ended and after a network error, and gives up for good after any other answer.
/// An id without data is ignored, as many clients do. It runs until it has heard an event with the last data.
final class BrowserLike implements Runnable {
    private final URI topic;
    private final String last;
    private final List<String> heard = new ArrayList<>();
    private long retryMillis = 1_000;
    private String lastId = "";
    private String id = "";
    private String type = "";
    private String data = "";
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
                TimeUnit.MILLISECONDS.sleep(retryMillis);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() {
        try (var answer = lastId.isEmpty()
                ? RawResponse.of("GET", topic, "Accept: text/event-stream")
                : RawResponse.of("GET", topic, "Accept: text/event-stream", "Last-Event-ID: " + lastId)) {
            if (!answer.statusLine().equals("HTTP/1.1 200 OK")) {
                giveUp();
            } else if (answer.headers().containsKey("content-length")) {
                refused();
                answer.body().lines().forEach(this::take);
            } else {
                read(answer);
            }
        } catch (IOException _) {
            // It tries again.
        }
    }

    private void read(RawResponse answer) throws IOException {
        for (var line = answer.textLine(); line.endsWith("\n"); line = answer.textLine()) {
            take(line.strip());
            if (heard().contains(last)) {
                return;
            }
        }
    }

    private void take(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith("id: ")) {
            id = line.substring(4);
        } else if (line.startsWith("event: ")) {
            type = line.substring(7);
        } else if (line.startsWith("data: ")) {
            data = line.substring(6);
        } else if (line.startsWith("retry: ")) {
            retryMillis = Long.parseLong(line, 7, line.length(), 10);
        }
    }

    private void dispatch() {
        setOpen(true);
        if (!data.isEmpty()) {
            lastId = id;
            hear(type.isEmpty() ? data : type);
        }
        type = "";
        data = "";
    }

    private synchronized void hear(String what) {
        if (!what.equals("tidings:cursor")) {
            heard.add(what);
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
