package io.tidings.subscribe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub without another beside it stops and starts again, as an update does. Clients like browsers, which
/// give up for good on any status but 200, are all there afterwards and have missed nothing.
class RestartIT {
    private static final int MANY = 1_500;

    @TempDir
    Path folder;

    @Test
    void everyBrowserComesBackToALoneHub() throws Exception {
        restartUnder(300, "stream");
    }

    @Test
    @Tag("slow")
    @Tag("alone")
    void soDoManyWhileTheHubTakesLongToEndThem() throws Exception {
        restartUnder(MANY, "stream");
    }

    /// What the setting is for: without it they are lost.
    @Test
    @Tag("slow")
    @Tag("alone")
    void aStatusLosesThoseThatComeBackDuringTheDrain() throws Exception {
        assertThat(
                "given up",
                restart(MANY, "status").stream().filter(BrowserLike::hasGivenUp).count(),
                greaterThan(0L));
    }

    private void restartUnder(int streams, String refusals) throws Exception {
        var clients = restart(streams, refusals);
        assertThat("given up", clients.stream().filter(BrowserLike::hasGivenUp).count(), is(0L));
        clients.forEach(client -> assertThat(client.heard(), is(List.of("before", "while away", "after"))));
        assertThat(
                "refused for now",
                clients.stream().mapToInt(BrowserLike::refusals).sum(),
                greaterThan(0));
    }

    /// Returns the clients when each of them has heard the last event or given up.
    private List<BrowserLike> restart(int streams, String refusals) throws Exception {
        int port = freePort();
        var topic = URI.create("http://localhost:" + port + "/topics/restart");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<BrowserLike>();
            try (var hub = start(port, refusals)) {
                IntStream.range(0, streams).forEach(_ -> clients.add(new BrowserLike(topic, "after")));
                clients.forEach(threads::execute);
                await(clients, BrowserLike::isOpen);
                publish(hub, "before");
                await(clients, client -> !client.heard().isEmpty());
                hub.process().toHandle().destroy();
                await(clients.subList(0, 1), client -> !client.isOpen());
                publish(hub, "while away");
                hub.awaitEnd();
            }
            try (var hub = start(port, refusals)) {
                publish(hub, "after");
                await(clients, client -> client.hasGivenUp() || client.heard().contains("after"));
            }
            return clients;
        }
    }

    private PackagedServer start(int port, String refusals) throws IOException {
        return PackagedServer.start(
                "quarkus.http.port=" + port,
                "tidings.subscribe.refusals=" + refusals,
                "tidings.drain.delay=0s",
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"),
                "tidings.auth.publish-tokens=secret");
    }

    private static void publish(PackagedServer hub, String data) throws IOException {
        try (var answer = RawResponse.post(hub.at("/topics/restart"), data, "Authorization: Bearer secret")) {
            assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }

    private static void await(List<BrowserLike> clients, Predicate<BrowserLike> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!clients.stream().allMatch(condition)) {
            assertThat("in time", System.nanoTime() - deadline < 0);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /// Not one that the kernel gives to clients: one that connects while the hub is away might be given that
    /// of the hub, and find itself there.
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // It is taken.
            }
        }
    }
}
