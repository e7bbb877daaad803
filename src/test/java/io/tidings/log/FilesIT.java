package io.tidings.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the packaged server makes of files that another hub has, that are gone, or that it may not open.
class FilesIT {
    private static final String TOKEN = "Authorization: Bearer secret";
    private static final int FILES = 256;

    @TempDir
    Path folder;

    @Test
    void aHubHasItsFileForItselfAndNoticesThatItIsGone() throws Exception {
        var file = folder.resolve("tidings.db");
        try (var server = PackagedServer.start(settings(file))) {
            assertThat(publish(server), is("HTTP/1.1 200 OK"));
            var link = Files.createLink(folder.resolve("link.db"), file);
            assertThrows(IOException.class, () -> PackagedServer.start(settings(link)), "a second hub by a hard link");
            Files.delete(link);
            Files.move(file, folder.resolve("away.db"));
            try (var refusal = RawResponse.post(server.at("/topics/a"), "x", TOKEN)) {
                assertThat(refusal.statusLine(), is("HTTP/1.1 503 Service Unavailable"));
                assertThat(refusal.headers().containsKey("retry-after"), is(true));
                assertThat(refusal.body(), containsString("log-unavailable"));
            }
            try (var ready = RawResponse.of("GET", server.at("/q/health/ready"))) {
                assertThat(ready.statusLine(), is("HTTP/1.1 503 Service Unavailable"));
                assertThat(ready.body(), containsString("put the same file back, or restart the hub"));
            }
            Files.move(folder.resolve("away.db"), file);
            assertThat(publish(server), is("HTTP/1.1 200 OK"));
            // Retention may have failed meanwhile, and is tried again each second.
            assertThat(becomesWell(() -> ready(server)), is(true));
        }
    }

    /// Nothing but the health has been asked for before, so most classes are still to be loaded from jars, and no
    /// file of the log has been opened for reading.
    @Test
    void connectionsLeaveFilesToTheLog() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/limits")));
        try (var server = PackagedServer.startWithFiles(FILES, settings(folder.resolve("tidings.db")))) {
            var sockets = new ArrayList<Socket>();
            try {
                var early = open(20, server, sockets);
                open(2 * FILES, server, sockets);
                var answers = new ArrayList<String>();
                for (int i = 0; i < early.size(); i += 2) {
                    answers.add(ask("GET /topics/a?limit=5 HTTP/1.1\r\nAccept: application/json\r\n", early.get(i)));
                    answers.add(ask("POST /topics/a HTTP/1.1\r\n" + TOKEN + "\r\n", early.get(i + 1)));
                }
                assertThat(answers, everyItem(is("HTTP/1.1 200 OK")));
            } finally {
                for (var socket : sockets) {
                    socket.close();
                }
            }
            assertThat(becomesWell(() -> publish(server)), is(true));
            assertThat(
                    server.logged().stream()
                            .filter(line -> line.contains("ulimit -n"))
                            .count(),
                    greaterThan(0L));
        }
    }

    private static List<Socket> open(int count, PackagedServer server, List<Socket> sockets) throws IOException {
        var opened = new ArrayList<Socket>();
        var root = server.at("/");
        for (int i = 0; i < count; i++) {
            var socket = new Socket();
            socket.setSoTimeout(60_000);
            sockets.add(socket);
            opened.add(socket);
            socket.connect(new InetSocketAddress(root.getHost(), root.getPort()), 60_000);
        }
        return opened;
    }

    private static String ask(String request, Socket socket) throws IOException {
        socket.getOutputStream().write((request + "Host: a\r\nContent-Length: 0\r\n\r\n").getBytes(UTF_8));
        var line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next > '\r';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private interface Asking {
        String statusLine() throws IOException;
    }

    private static boolean becomesWell(Asking asking) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (asking.statusLine().equals("HTTP/1.1 200 OK")) {
                    return true;
                }
            } catch (IOException _) {
                // The server has not seen yet that the others are gone.
            }
        }
        return false;
    }

    private static String ready(PackagedServer server) throws IOException {
        try (var answer = RawResponse.of("GET", server.at("/q/health/ready"))) {
            return answer.statusLine();
        }
    }

    private static String publish(PackagedServer server) throws IOException {
        try (var answer = RawResponse.post(server.at("/topics/a"), "x", TOKEN)) {
            return answer.statusLine();
        }
    }

    private static String[] settings(Path file) {
        return new String[] {"tidings.log.sqlite.path=" + file, "tidings.auth.publish-tokens=secret"};
    }
}
