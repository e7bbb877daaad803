package io.tidings.start;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.either;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.tidings.PackagedServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the packaged server prints when it cannot start: a line for each problem, and no word of what it was doing.
class FailedStartIT {
    @TempDir
    Path folder;

    @Test
    void aConfigurationThatCannotBeMeantIsToldAtOnceAndAlone() throws Exception {
        var failure = PackagedServer.failToStart(
                Map.of(
                        "TIDINGS_SUBSCRIBE_HARTBEAT", "5s",
                        "TIDINGS_PUBLISH_MAX_TOPICS", "0",
                        "TIDINGS_SERVICE_HOST", "10.0.0.1",
                        "TIDINGS_PORT", "tcp://10.0.0.1:8080"),
                "tidings.log.reader=1",
                "tidings.log.max-size=9999999999999T",
                "tidings.log.sqlite.path=/",
                "tidings.publish.max-batch-size=lots",
                "tidings.retention.\"a/**/b\".max-events=1",
                "tidings.subscribe.readers=abc");
        assertThat(failure.exitCode(), is(1));
        assertThat(
                failure.output(),
                contains(
                        "Tidings cannot start: tidings.log.reader: there is no such setting;"
                                + " did you mean tidings.subscribe.readers?",
                        "Tidings cannot start: TIDINGS_SUBSCRIBE_HARTBEAT: there is no such setting;"
                                + " did you mean tidings.subscribe.heartbeat?",
                        "Tidings cannot start: tidings.log.max-size=9999999999999T:"
                                + " must be a size from 1M to 1024T, a share of the heap from 1% to 100%, or unlimited",
                        "Tidings cannot start: tidings.log.sqlite.path=/: must be a file, not a folder",
                        "Tidings cannot start: tidings.publish.max-batch-size=lots: must be a size from 1K to 1G",
                        "Tidings cannot start: tidings.publish.max-topics=0: must be a number from 1 to 1000",
                        "Tidings cannot start: tidings.retention.\"a/**/b\".max-events: the name must be a topic,"
                                + " or a pattern with * for a segment and ** at its end",
                        "Tidings cannot start: tidings.subscribe.readers=abc: must be a number from 1 to 1000"));
    }

    @Test
    void aLogThatCannotBeOpenedIsToldInALine() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        var failure = PackagedServer.failToStart(Map.of(), "tidings.log.sqlite.path=" + file + "/tidings.db");
        assertEndedWithALine(failure, "Tidings cannot start: cannot write in " + file);
    }

    @Test
    void aRedisThatHasNoUrlIsToldInALine() throws Exception {
        var failure = PackagedServer.failToStart(
                Map.of(), "tidings.log.engine=redis", "quarkus.redis.hosts=redis://user name:secret@localhost:6379");
        assertEndedWithALine(
                failure, "Tidings cannot start: quarkus.redis.hosts: must be a URL such as redis://localhost:6379");
        assertThat(failure.output(), everyItem(not(containsString("secret"))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPortThatIsTakenIsToldInALine(boolean epoll) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var failure = PackagedServer.failToStart(
                    Map.of(),
                    "tidings.log.engine=memory",
                    "quarkus.vertx.prefer-native-transport=" + epoll,
                    "quarkus.http.host=127.0.0.1",
                    "quarkus.http.port=" + taken.getLocalPort());
            assertEndedWithALine(failure, "Tidings cannot start: port " + taken.getLocalPort() + " is in use");
            assertThat(failure.output(), everyItem(not(containsString("Publish with this token"))));
            assertThat(failure.output(), everyItem(not(containsString("--/ __"))));
        }
    }

    @Test
    void aFlagThatChangesNothingIsToldInALine() throws Exception {
        var failure = PackagedServer.failToStart(Map.of(), List.of("--port=8081"), "tidings.log.engine=memory");
        assertEndedWithALine(failure, "Tidings cannot start: --port=8081: the hub takes no arguments");
    }

    private static void assertEndedWithALine(PackagedServer.Failure failure, String reason) {
        assertThat(failure.exitCode(), is(1));
        assertThat(
                failure.output(), everyItem(not(either(containsString("at io.")).or(containsString("Caused by")))));
        var lines =
                failure.output().stream().filter(line -> line.contains(reason)).toList();
        assertThat(String.join("\n", failure.output()), lines.size(), is(1));
    }
}
