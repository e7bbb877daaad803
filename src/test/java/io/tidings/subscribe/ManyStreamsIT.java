package io.tidings.subscribe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.tidings.PackagedServer;
import io.tidings.ProcFiles;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What many streams leave behind, and what it costs if nobody reads them. The log is in memory, and the heap small, so
/// that it soon is as large as it gets.
@Tag("slow")
@Tag("alone")
@Tag("native")
class ManyStreamsIT {
    private static final int A_ROUND = 1_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 20;
    private static final int MEASUREMENTS = 5;
    private static final int EVENT_BYTES = 1_000_000;

    /// Usually it is 2 MB. The C library may have given back before what the bodies of the first batches took, and
    /// takes it again: five copies of a batch have been seen. A copy for each client would be 500 MB or more.
    private static final long COPIES_OF_BATCHES = 64L * EVENT_BYTES;

    private static PackagedServer start() throws IOException {
        var settings = new ArrayList<>(List.of(
                "-Xmx192m",
                "-Xmn8m",
                "tidings.log.engine=memory",
                "tidings.log.max-size=16M",
                "tidings.auth.publish-tokens=secret"));
        if (PackagedServer.isJar()) {
            // The heap is there from the start, and the compiler uses little memory.
            settings.addAll(List.of("-Xms192m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        }
        return PackagedServer.startWithFiles(4 * A_ROUND, settings.toArray(String[]::new));
    }

    /// What a server opens once for itself after its start, such as files of the JDK.
    private static final int OTHER_DESCRIPTORS = 20;

    @Test
    void streamsThatEndLeaveNothingBehind() throws IOException {
        try (var server = start()) {
            var process = ProcFiles.of(server);
            int descriptors = process.descriptors() + OTHER_DESCRIPTORS;
            for (int round = 0; round < WARM_UP; round++) {
                openAndClose(server);
            }
            awaitDescriptors(descriptors, process);
            long memory = process.memory();
            long heap = settledHeap(server);

            for (int round = 0; round < ROUNDS; round++) {
                openAndClose(server);
                awaitDescriptors(descriptors, process);
            }

            long left = (process.memory() - memory) / (ROUNDS * A_ROUND);
            long leftOnHeap = (settledHeap(server) - heap) / (ROUNDS * A_ROUND);
            System.out.println("a stream leaves " + left + " bytes in the process, " + leftOnHeap + " on the heap");
            assertThat("bytes of each stream in the process", left, is(lessThan(200L)));
            assertThat("bytes of each stream on the heap", leftOnHeap, is(lessThan(50L)));
        }
    }

    /// One half of the clients says that it goes, the other half does not.
    private static void openAndClose(PackagedServer server) throws IOException {
        var streams = open(A_ROUND, server);
        for (int i = 0; i < A_ROUND; i++) {
            if (i % 2 == 0) {
                streams.get(i).close();
            } else {
                streams.get(i).reset();
            }
        }
    }

    private static List<RawResponse> open(int count, PackagedServer server) throws IOException {
        var streams = new ArrayList<RawResponse>();
        while (streams.size() < count) {
            var stream = RawResponse.of("GET", server.at("/topics/many"));
            streams.add(stream);
            assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
        }
        return streams;
    }

    private static void awaitDescriptors(int most, ProcFiles process) throws IOException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        for (int open = process.descriptors(); open > most; open = process.descriptors()) {
            assertThat(open + " descriptors are open, not " + most, System.nanoTime() < end);
            Thread.onSpinWait();
        }
    }

    /// The least of some measurements: a descriptor is closed before its stream is forgotten, and on a
    /// busy machine the last thousand may still be there.
    private static long settledHeap(PackagedServer server) throws IOException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MEASUREMENTS; i++) {
            least = Math.min(least, liveHeap(server));
        }
        return least;
    }

    /// What is left of the heap after a collection, in bytes. A native process has its heap in its memory, and does not
    /// tell.
    private static long liveHeap(PackagedServer server) throws IOException {
        if (!PackagedServer.isJar()) {
            return 0;
        }
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var pid = String.valueOf(server.process().pid());
        var histogram = new ProcessBuilder(jcmd, pid, "GC.class_histogram").start();
        try (var lines = histogram.inputReader()) {
            // The last line: Total, instances, bytes.
            return Long.parseLong(lines.readAllLines().getLast().strip().split(" +")[2]);
        }
    }

    /// The kernel takes 2.6 MB for a client on loopback that does not read, so all of a small batch waits there; of a
    /// large one, more waits for all clients together than there is memory.
    @ParameterizedTest
    @CsvSource({"1000, 1", "400, 4"})
    void whatWaitsForManyIsThereOnce(int subscribers, int events) throws IOException {
        try (var server = start()) {
            var process = ProcFiles.of(server);
            for (int i = 0; i < 10; i++) {
                publish(events, server);
            }
            var streams = open(subscribers, server);
            long before = process.memory();
            process.forgetPeak();

            publish(events, server);

            for (int i = 0; i < subscribers; i += subscribers / 20) {
                for (int event = 0; event < events; event++) {
                    assertThat(streams.get(i).event().length(), is(greaterThan(EVENT_BYTES)));
                }
            }
            long more = process.peak() - before;
            System.out.println(events + " MB for " + subscribers + " clients took " + more + " bytes");
            assertThat("bytes for all clients", more, is(lessThan(COPIES_OF_BATCHES)));
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    private static void publish(int events, PackagedServer server) throws IOException {
        var line = "{\"topic\":\"many\",\"data\":\"" + "x".repeat(EVENT_BYTES) + "\"}\n";
        try (var answer = RawResponse.post(server.at("/events"), line.repeat(events), "Authorization: Bearer secret")) {
            assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }
}
