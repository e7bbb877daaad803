package io.tidings.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.memory.Budget;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Streams on real sockets: those that the C library sends to, and those that the pipeline alone does.
@ParameterizedClass
@EnumSource(Transport.class)
abstract class SseConnectionFixture {
    /// More than the buffers of both ends take.
    static final int BATCH_BYTES = 300_000;

    /// Room for one batch to wait, and not for two.
    final Budget budget = new Budget(1_000_000);

    @Parameter
    Transport transport;

    private StreamServer server;

    StreamServer server() {
        if (server == null) {
            server = new StreamServer(transport, budget);
        }
        return server;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    static byte[] event(Object data) {
        return ("data: " + data + "\n\n").getBytes(UTF_8);
    }

    /// Each seed gives another one.
    static byte[] batch(int seed) {
        var bytes = new byte[BATCH_BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /// Without the million characters of a failure that prints both.
    static boolean same(byte[] chunk, byte[] sent) {
        return Arrays.equals(chunk, sent);
    }

    void send(ServedStream stream, byte[] bytes) throws Exception {
        server().runOnLoop(() -> stream.connection().send(bytes));
    }

    /// A stream with a batch of which its client has not taken everything.
    ServedStream stalled(byte[] batch) throws Exception {
        var stream = server().open();
        send(stream, batch);
        return stream;
    }

    boolean isFull(ServedStream stream) throws Exception {
        return server().onLoop(stream.connection()::isFull);
    }

    void awaitRoom(ServedStream stream) throws Exception {
        server().await("not full", () -> !stream.connection().isFull());
    }

    int closings(ServedStream stream) throws Exception {
        return server().onLoop(stream::closings);
    }
}
