package io.tidings.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A stream ends once, whichever end closes it and when.
class SseEndTest extends SseConnectionFixture {
    /// With bytes that it has not read the kernel sends RST for both, without them FIN for the first.
    static Stream<Named<Consumer<StreamClient>>> waysToGo() {
        return Stream.of(Named.of("closes", StreamClient::close), Named.of("resets", StreamClient::reset));
    }

    @ParameterizedTest
    @MethodSource("waysToGo")
    void aClientThatGoesInTheMiddleOfABatchEndsTheStream(Consumer<StreamClient> leave) throws Exception {
        var stream = stalled(batch(1));
        var calls = neverWritable(stream);

        leave.accept(stream.client());

        endsOnce(stream, calls);
    }

    /// The loop learns of it only after it has sent: the first bytes may be taken, the next ones fail by ECONNRESET
    /// or EPIPE.
    @ParameterizedTest
    @MethodSource("waysToGo")
    void aClientThatGoesBetweenTwoEventsEndsTheStream(Consumer<StreamClient> leave) throws Exception {
        var stream = server().open();

        server().runOnLoop(() -> {
            leave.accept(stream.client());
            for (int i = 0; i < 10; i++) {
                stream.connection().send(event(i));
            }
        });

        endsOnce(stream, new AtomicInteger());
    }

    @ParameterizedTest
    @MethodSource("waysToGo")
    void aClientThatGoesBeforeALargeBatchEndsTheStream(Consumer<StreamClient> leave) throws Exception {
        var stream = server().open();

        server().runOnLoop(() -> {
            leave.accept(stream.client());
            stream.connection().send(batch(1));
            stream.connection().send(batch(2));
        });

        endsOnce(stream, new AtomicInteger());
    }

    /// A client of HTTP that says no more may be one that is gone: the hub ends its stream, and not as if that were
    /// complete.
    @Test
    void aClientThatEndsItsOutputEndsTheStream() throws Exception {
        var stream = server().open();
        send(stream, event("before"));

        stream.client().endOutput();

        endsOnce(stream, new AtomicInteger());
        assertTrue(same(stream.client().chunk(), event("before")));
        assertThat(stream.client().untilTheEnd(), is(""));
    }

    @Test
    void aClientThatEndsItsOutputInTheMiddleOfABatchEndsTheStream() throws Exception {
        var stream = stalled(batch(1));
        var calls = neverWritable(stream);

        stream.client().endOutput();

        endsOnce(stream, calls);
        assertThrows(EOFException.class, stream.client()::chunk);
    }

    @Test
    void theLastBytesReachAClientThatReadsLate() throws Exception {
        var stream = stalled(batch(1));

        server().runOnLoop(() -> stream.connection().close(event("bye")));

        assertTrue(same(stream.client().chunk(), batch(1)));
        assertTrue(same(stream.client().chunk(), event("bye")));
        endsCleanly(stream);
        endsOnce(stream, new AtomicInteger());
    }

    @Test
    void theLastBytesReachAClientThatHasReadEverything() throws Exception {
        var stream = server().open();
        send(stream, event("before"));

        server().runOnLoop(() -> stream.connection().close(event("bye")));

        assertThat(stream.client().text(), is(new String(event("before"), UTF_8)));
        assertThat(stream.client().text(), is(new String(event("bye"), UTF_8)));
        endsCleanly(stream);
        endsOnce(stream, new AtomicInteger());
    }

    @Test
    void lastBytesThatTheSocketHasNoRoomForArrive() throws Exception {
        var stream = server().open();

        server().runOnLoop(() -> stream.connection().close(batch(1)));

        assertTrue(same(stream.client().chunk(), batch(1)));
        endsCleanly(stream);
        endsOnce(stream, new AtomicInteger());
    }

    private static void endsCleanly(ServedStream stream) throws IOException {
        assertThat(stream.client().chunk().length, is(0));
        assertThat(stream.client().untilTheEnd(), is(""));
    }

    @Test
    void aStreamThatIsAbortedEndsAtOnceAndSendsNoMore() throws Exception {
        var stream = stalled(batch(1));
        var calls = neverWritable(stream);

        server().runOnLoop(() -> {
            stream.connection().abort();
            assertTrue(stream.connection().isFull());
            stream.connection().send(event("late"));
            stream.connection().close(event("too late"));
        });

        endsOnce(stream, calls);
        assertThat(stream.client().untilTheEnd(), not(containsString("late")));
    }

    /// Counts the calls for a stream that has no room, and is not to have any again.
    private AtomicInteger neverWritable(ServedStream stream) throws Exception {
        var calls = new AtomicInteger();
        server().runOnLoop(() -> stream.connection().whenWritable(calls::incrementAndGet));
        return calls;
    }

    private void endsOnce(ServedStream stream, AtomicInteger writableCalls) throws Exception {
        server().awaitClosed(stream);
        // More of it does nothing.
        send(stream, event("late"));
        server().runOnLoop(stream.connection()::abort);
        assertThat(closings(stream), is(1));
        assertTrue(isFull(stream));
        assertThat(writableCalls.get(), is(0));
        assertThat(budget.held(), is(0L));
    }
}
