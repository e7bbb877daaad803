package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.ProcFiles;
import io.tidings.RawResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that ask for more than there is memory, of a server with a small heap. While they do and after it, the
/// server answers everybody else.
class FloodIT extends FloodFixture {
    private static final int HELD_STREAMS = 250;
    private static final int MOST_SAME = 100;

    @Test
    void replaysThatNobodyReadsLeaveRoomForOneThatSomebodyDoes() throws IOException {
        flood.say(110, "GET /topics/big?replay=all HTTP/1.1\r\nHost: a\r\n\r\n");
        // Vert.x keeps the channel of these.
        flood.say(110, "GET /topics/big?replay=all HTTP/1.0\r\nHost: a\r\n\r\n");

        try (var replay = RawResponse.of("GET", server.at("/topics/big?replay=all"))) {
            for (int events = 0; events < EVENTS; events++) {
                assertThat(replay.event().length(), is(greaterThan(EVENT_BYTES)));
            }
        }
    }

    /// The page of a stream waits behind answers that came before the stream, which just fit the socket, and what tells
    /// the client its topics.
    @Test
    void replaysBehindAnswersThatNobodyReads() throws Exception {
        var topics = IntStream.range(0, 8)
                .mapToObj(i -> "&topic=" + i + "/" + "y".repeat(990))
                .collect(Collectors.joining());
        double before = streamsOpened();

        flood.say(
                HELD_STREAMS,
                "GET /q/openapi HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2)
                        + "GET /q/info HTTP/1.1\r\nHost: a\r\n\r\n".repeat(110)
                        + "GET /events?topic=big" + topics + "&control=true&after=1-0 HTTP/1.1\r\nHost: a\r\n"
                        + "Accept: text/event-stream\r\n\r\n");

        assumeTrue(awaitStreams(before + HELD_STREAMS), "the answers fit the sockets of this machine");
    }

    /// False if no more are opened for a while.
    private static boolean awaitStreams(double wanted) throws IOException, InterruptedException {
        double opened = streamsOpened();
        for (int same = 0; opened < wanted && same < MOST_SAME; Thread.sleep(100)) {
            double before = opened;
            opened = streamsOpened();
            same = opened == before ? same + 1 : 0;
        }
        return opened >= wanted;
    }

    private static double streamsOpened() throws IOException {
        try (var metrics = RawResponse.of("GET", server.at("/q/metrics"))) {
            return metrics.body()
                    .lines()
                    .filter(line -> line.startsWith("tidings_streams_opened_total "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                    .sum();
        }
    }

    @Test
    void theKernelHoldsLittleForStreamsThatNobodyReads() throws Exception {
        var files = ProcFiles.of(server);
        long most = 0;
        flood.say(20, "GET /topics/big?replay=all HTTP/1.1\r\nHost: a\r\n\r\n");
        for (int i = 0; i < 40; i++) {
            most = Math.max(most, files.unsent(server.at("/").getPort()));
            Thread.sleep(50);
        }
        assertThat(most, is(greaterThan(20L * 16 * 1024)));
        assertThat(most, is(lessThan(20L * 512 * 1024)));
    }

    @Test
    void replaysOfOneHttp2ConnectionTakeNoMoreThanOthers() throws IOException {
        flood.askOverHttp2(400, "/topics/big?replay=all");
        flood.askOverHttp2(100, "/topics/big?replay=all");
        flood.askOverHttp2(100, "/topics/big?replay=all");
        theServerIsWell();
    }

    @Test
    void answersOfHttp2ThatNobodyTakesLeaveRoomForOthers() throws IOException {
        var paths = List.of("/page/app.js", "/q/health/live", "/topics?limit=1", "/");
        for (int i = 0; i < 400; i++) {
            flood.askOverHttp2(100, paths.get(i % paths.size()));
        }
    }

    @Test
    void anUploadWithoutATokenIsRefusedBeforeItsBodyIsRead() throws IOException {
        flood.say(60, "POST /topics/big HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");

        assertThat(flood.answers(), everyItem(startsWith("HTTP/1.1 401")));
    }

    @Test
    void uploadsForWhichThereIsNoMemoryAreRefusedBeforeTheirBodiesAreRead() throws IOException {
        flood.say(
                60,
                "POST /topics/big HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret\r\n"
                        + "Content-Length: 1048576\r\n\r\n");

        // Those that had room are closed when their bodies do not come.
        var answers = flood.answers();
        int refused = Collections.frequency(answers, "HTTP/1.1 503 Service Unavailable");
        assertThat(refused, greaterThan(40));
        assertThat(Collections.frequency(answers, ""), is(60 - refused));
    }

    @Test
    void requestsWhoseAnswersNobodyReadsAreNotRead() throws IOException {
        flood.sayUntilItBlocks(
                4, "GET /topics/big?limit=1 HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n", 30_000_000);
        flood.sayUntilItBlocks(4, "GET /nope HTTP/1.1\r\nHost: a\r\n\r\n", 30_000_000);
    }

    @Test
    void pagesThatNobodyReadsAreGivenUp() throws IOException {
        flood.say(60, "GET /topics/big HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");

        for (var status = ""; !status.equals("HTTP/1.1 200 OK"); ) {
            try (var page = RawResponse.of("GET", server.at("/topics/big?limit=1"), "Accept: application/json")) {
                status = page.statusLine();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void whatDoesNotEndTakesNoMoreThanItsBytes(String request) throws IOException {
        flood.say(1_500, request);

        flood.awaitClosed();
    }

    static List<String> unfinished() {
        var post = "POST /topics/a HTTP/1.1\r\nHost: a\r\n";
        return List.of(
                "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(4_000),
                "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(250),
                "GET /" + "a".repeat(16_000) + " HTTP/1.1\r\nHost: " + "a".repeat(19_000),
                post + "Content-Length: 1\r\n\r\nxGET / HTTP/1.1\r\n" + "a:\r\n".repeat(2_000),
                post + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "a: b\r\n".repeat(3_000),
                post + "Transfer-Encoding: chunked\r\n\r\n5;" + "a".repeat(15_000),
                post + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(2_600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a&", "a;", "a,"})
    void headsOfManyPartsLeaveRoomForOthers(String part) throws IOException {
        var parts = part.repeat(900);
        flood.say(1_000, "GET /topics/a?" + parts + " HTTP/1.0\r\n\r\n");
        flood.say(1_000, "GET /topics/a HTTP/1.0\r\nCookie: " + parts + "\r\nAccept-Language: " + parts + "\r\n\r\n");
        flood.say(1_000, "GET /topics/**?" + parts + " HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");
        // They are streams, and may go on.
        flood.close();
    }

    /// Their clients stay. The short ones would take what the long ones leave.
    @ParameterizedTest
    @ValueSource(strings = {"/talk? HTTP/1.1", "/topics/a? HTTP/1.0"})
    void streamsHoldNothingOfTheirHeads(String target) throws IOException {
        var rest = "\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n";
        flood.say(120, "GET " + target.replace("?", "?" + "&".repeat(950)) + rest);
        var _ = flood.answers();
        flood.say(400, "GET " + target + rest);
        manyOthersMaySubscribe();
    }

    /// The next tick is an hour away.
    @Test
    void clientsOfTheClockThatComeAndGoLeaveNothing() throws IOException {
        for (int i = 0; i < 150; i++) {
            flood.say(100, "GET /talk?" + "a".repeat(15_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
            var _ = flood.answers();
            flood.close();
        }
    }

    @Test
    void streamsOfHttp2HoldNothingOfTheirHeads() throws IOException {
        for (int i = 0; i < 60; i++) {
            flood.askWithoutAnEndOverHttp2(10, "/events?topic=a" + "&".repeat(i < 40 ? 950 : 0));
        }
        manyOthersMaySubscribe();
    }

    private static void manyOthersMaySubscribe() throws IOException {
        try (var others = new Flood(server.at("/"))) {
            others.say(50, "GET /topics/small HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(others.answers(), everyItem(is("HTTP/1.1 200 OK")));
        }
    }

    @Test
    void answersOnNoStreamThatNobodyTakesAreNotAskedForAgain() throws IOException {
        flood.pingOverHttp2(300, 60_000);
    }

    /// A task waits to carry out each of them, and holds it, though nobody waits for the answer.
    @ParameterizedTest
    @ValueSource(strings = {"/topics/small", "/q/health/live", "/topics?limit=1", "/talk"})
    void requestsThatAreTakenBackAtOnceLeaveRoomForOthers(String path) throws IOException {
        flood.askAndLeaveOverHttp2(2_000, 100, true, path);
        flood.askAndLeaveOverHttp2(2_000, 100, false, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topics/small", "/q/info"})
    void aConnectionOfHttp2ThatAsksForTooMuchAtOnceIsClosed(String path) throws IOException {
        flood.askForTooMuchAtOnceOverHttp2(50, 20_000, path);

        flood.awaitClosed();
    }

    @Test
    void requestsOfHttp2ThatDoNotEndAreNotWaitedFor() throws IOException {
        flood.askWithoutAnEndOverHttp2(100, "/topics?limit=1");

        flood.awaitClosed();
    }

    @Test
    void bodiesThatComeAByteAtATimeTakeNoMoreThanOthers() throws IOException {
        flood.dripOverHttp2(50, 1, 60_000, "/topics/small");
        flood.dripOverHttp2(50, 100, 600, "/talk");
        flood.close();
    }

    @Test
    void aRequestThatDoesNotArriveIsNotWaitedFor() throws IOException {
        flood.say(50, "");
        flood.say(50, "GET /topics/big HTT");
        flood.say(50, "POST /nope HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");

        flood.awaitClosed();
    }
}
