package io.tidings.subscribe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tidings.PackagedServer;
import io.tidings.ProcFiles;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a stream takes of a native process. A stream on HTTP/1.1 takes its channel over from Vert.x, one on HTTP/1.0
/// never does: 3.4 and 11 KB were measured.
class StreamMemoryIT {
    private static final int FIRST = 1_000;
    private static final int STREAMS = 4_000;

    @Test
    void aStreamHasItsConnectionForItselfInTheNativeBinaryToo() throws IOException {
        assumeFalse(PackagedServer.isJar(), "TakeoverTest sees it on a JVM, whose memory says little");

        long taken = bytesOfOne("HTTP/1.1");
        long kept = bytesOfOne("HTTP/1.0");

        System.out.println("a stream takes " + taken + " bytes on HTTP/1.1, and " + kept + " on HTTP/1.0");
        assertThat("bytes of two streams on HTTP/1.1, compared with one on HTTP/1.0", 2 * taken, is(lessThan(kept)));
    }

    /// A small young generation keeps garbage out of the figure. The first streams pay for what all of them share.
    private static long bytesOfOne(String version) throws IOException {
        var streams = new ArrayList<RawResponse>();
        try (var server = PackagedServer.startWithFiles(
                2 * STREAMS,
                "-Xmx1g",
                "-Xmn8m",
                "tidings.log.engine=memory",
                "tidings.log.max-size=8M",
                "tidings.subscribe.max-streams-per-address=" + STREAMS)) {
            open(FIRST, version, server, streams);
            long before = ProcFiles.of(server).memory();
            open(STREAMS, version, server, streams);
            return (ProcFiles.of(server).memory() - before) / (STREAMS - FIRST);
        } finally {
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    private static void open(int count, String version, PackagedServer server, List<RawResponse> streams)
            throws IOException {
        URI target = server.at("/topics/memory");
        var request = "GET " + target.getPath() + " " + version + "\r\nHost: tidings\r\n\r\n";
        while (streams.size() < count) {
            var stream = RawResponse.raw(target, request.getBytes(StandardCharsets.US_ASCII));
            streams.add(stream);
            assertThat(stream.statusLine().split(" ")[1], is("200"));
        }
    }
}
