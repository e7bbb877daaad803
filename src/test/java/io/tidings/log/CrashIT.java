package io.tidings.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import io.tidings.event.EventId;
import io.tidings.sse.EventStreamParser.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the packaged server again and again while many publish. What it acknowledged is there afterwards, once, in
/// order, and a subscriber that comes back with its last id misses nothing. `-Dtidings.test.crashes=50` for more.
@Tag("slow")
@Tag("native")
class CrashIT {
    private static final int CRASHES = Integer.getInteger("tidings.test.crashes", 3);
    private static final int PUBLISHERS = 16;
    private static final String TOPICS = "/topics/crash/**";

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    /// Data by id.
    private final Map<String, String> acknowledged = new ConcurrentSkipListMap<>();

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        var received = new ArrayList<Message>();
        for (int crash = 0; crash < CRASHES; crash++) {
            try (var server = start();
                    var stream = resume(server, received)) {
                publishUntilKilled(server, crash);
                receiveRest(stream, received);
            }
        }
        try (var server = start();
                var stream = resume(server, received)) {
            publish(server, "the end");
            receiveUntil("the end", stream, received);
            var replayed = new ArrayList<Message>();
            try (var replay = RawResponse.of("GET", server.at(TOPICS + "?replay=all"))) {
                receiveUntil("the end", replay, replayed);
            }
            assertThat("a subscriber that came back got all", ids(received), is(ids(replayed)));
            assertThat("in order and once", ids(replayed), is(sorted(replayed)));
            assertThat("acknowledged events", acknowledged.size(), greaterThan(CRASHES));
            var kept = new ConcurrentSkipListMap<String, String>();
            replayed.forEach(event -> kept.put(event.lastEventId(), event.data()));
            acknowledged.forEach((id, data) -> assertThat("acknowledged as " + id, kept.get(id), is(data)));
        }
    }

    private PackagedServer start() throws IOException {
        return PackagedServer.start(
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"), "tidings.auth.publish-tokens=secret");
    }

    private void publishUntilKilled(PackagedServer server, int round) throws InterruptedException {
        var acks = new Semaphore(0);
        try (var publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PUBLISHERS; i++) {
                var name = "crash/" + i;
                publishers.submit(() -> publishForEver(server, name, round, acks));
            }
            acks.acquire(1 + random.nextInt(300));
            server.process().destroyForcibly().waitFor();
        }
    }

    private void publishForEver(PackagedServer server, String topic, int round, Semaphore acks) {
        try {
            for (int i = 0; ; i++) {
                publish(server, topic, round + "-" + i);
                acks.release();
            }
        } catch (IOException _) {
            // killed
        }
    }

    private void publish(PackagedServer server, String data) throws IOException {
        publish(server, "crash/end", data);
    }

    private void publish(PackagedServer server, String topic, String data) throws IOException {
        try (var response = RawResponse.post(server.at("/topics/" + topic), data, "Authorization: Bearer secret")) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            acknowledged.put(JsonPath.from(response.body()).getString("id"), data);
        }
    }

    private static RawResponse resume(PackagedServer server, List<Message> received) throws IOException {
        return received.isEmpty()
                ? RawResponse.of("GET", server.at(TOPICS + "?replay=all"))
                : RawResponse.of(
                        "GET",
                        server.at(TOPICS),
                        "Last-Event-ID: " + received.getLast().lastEventId());
    }

    private static void receiveRest(RawResponse stream, List<Message> received) {
        try {
            while (true) {
                received.add(stream.message());
            }
        } catch (IOException _) {
            // killed
        }
    }

    private static void receiveUntil(String data, RawResponse stream, List<Message> received) throws IOException {
        do {
            received.add(stream.message());
        } while (!received.getLast().data().equals(data));
    }

    private static List<String> ids(List<Message> events) {
        return events.stream().map(Message::lastEventId).toList();
    }

    private static List<String> sorted(List<Message> events) {
        return events.stream()
                .map(event -> EventId.parse(event.lastEventId()))
                .distinct()
                .sorted()
                .map(Object::toString)
                .toList();
    }
}
