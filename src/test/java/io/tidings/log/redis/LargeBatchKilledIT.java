package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a hub between the parts of a batch, and then while the topics are told of it; each time the same batch is
/// published again at another hub.
@Tag("slow")
@WithRedis
class LargeBatchKilledIT {
    private static final int EVENTS = 5_000;
    private static final int KILLS = 2;

    @TempDir
    Path folder;

    @Test
    void aBatchWhoseHubIsKilledIsKeptOnceInTheEnd() throws Exception {
        try (var redis = RedisServer.start(folder);
                var other = Load.replica(redis.uri());
                var load = new Load(other)) {
            var listener = load.listen(0, "?replay=all");
            for (int kill = 0; kill < KILLS; kill++) {
                killWhilePublishing(redis, kill);
                int number = kill;
                Load.await("it is published at the other", () -> publish(other, number));
                assertThat("once more", publish(other, number), is(true));
            }
            var late = load.listen(0, "?replay=all");
            for (var each : new LoadListener[] {listener, late}) {
                Load.await("all are heard of", () -> each.size() >= KILLS * EVENTS);
                each.assertOrder();
                assertThat(each.size(), is(KILLS * EVENTS));
                assertThat(each.gaps(), is(0));
                assertThat(each.streams(), is(1));
            }
        }
    }

    private static void killWhilePublishing(RedisServer redis, int kill) throws Exception {
        try (var hub = Load.replica(redis.uri())) {
            var publishing = Thread.ofVirtual().start(() -> publish(hub, kill));
            var sign = kill % 2 == 0 ? "unfinished" : "indexed";
            Load.await("the batch is " + sign, () -> shows(redis, sign));
            hub.process().destroyForcibly().waitFor();
            publishing.join();
        }
    }

    private static boolean shows(RedisServer redis, String sign) {
        try {
            return redis.command("HEXISTS {tidings}:log " + sign).startsWith(":1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// True if it was acknowledged.
    private static boolean publish(PackagedServer hub, int number) {
        var topics = IntStream.range(0, 16)
                .mapToObj(topic -> "\"load/" + number + "/" + topic + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        var lines = IntStream.range(0, EVENTS)
                .mapToObj(event -> "{\"topics\":%s,\"data\":\"batch/%d %d\"}".formatted(topics, number, event))
                .collect(Collectors.joining("\n"));
        try (var response = RawResponse.post(
                hub.at("/events"),
                lines,
                "Content-Type: application/x-ndjson",
                "Authorization: Bearer secret",
                "Idempotency-Key: " + number)) {
            return response.statusLine().equals("HTTP/1.1 200 OK");
        } catch (IOException e) {
            return false;
        }
    }
}
