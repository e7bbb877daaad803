package io.tidings.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Many connections of a client that means no good: it sends, and reads as little as it can.
final class Flood implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int SMALLEST_BUFFER = 4_096;
    private static final String JSON = "application/json";

    /// Of the static table of HPACK.
    private static final int AUTHORITY = 1;

    private static final int PATH = 4;

    private final URI server;
    private final String address;
    private final List<Socket> sockets = new ArrayList<>();

    Flood(URI server) {
        this(server, "127.0.0.1");
    }

    /// Comes from this address of the loopback interface, of which Linux has all that begin with 127.
    Flood(URI server, String address) {
        this.server = server;
        this.address = address;
    }

    /// Opens connections, each of which says this.
    void say(int connections, String request) throws IOException {
        send(connections, request.getBytes(US_ASCII));
    }

    /// Opens connections, each of which sends these bytes as far as the server takes them.
    void send(int connections, byte[] bytes) throws IOException {
        for (int i = 0; i < connections; i++) {
            var socket = open();
            try {
                socket.getOutputStream().write(bytes);
            } catch (SocketException _) {
                // The server has closed the connection.
            }
        }
    }

    /// Connections that send this again and again at the same time, until the server takes no more of it.
    void sayUntilItBlocks(int connections, String bytes, long most) throws IOException {
        var said = bytes.repeat(1_000).getBytes(US_ASCII);
        var writers = new ArrayList<Thread>();
        for (int i = 0; i < connections; i++) {
            var socket = open();
            writers.add(Thread.startVirtualThread(() -> {
                try {
                    for (long sent = 0; sent < most; sent += said.length) {
                        socket.getOutputStream().write(said);
                    }
                } catch (IOException _) {
                    // The server has had enough.
                }
            }));
        }
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        try {
            for (var writer : writers) {
                writer.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One HTTP/2 connection (RFC 9113) that asks for streams, and lets the server send nothing of their bodies.
    void askOverHttp2(int streams, String path) throws IOException {
        var out = beginningOfHttp2();
        for (int i = 0; i < streams; i++) {
            // END_STREAM and END_HEADERS.
            out.writeBytes(frame(1, 5, 2 * i + 1, head(path)));
        }
        open().getOutputStream().write(out.toByteArray());
    }

    /// One HTTP/2 connection that asks for pages of JSON, and lets the server send nothing of them.
    void askForPagesOverHttp2(int pages, String path) throws IOException {
        var head = new ByteArrayOutputStream();
        head.writeBytes(head(path));
        // HPACK: accept (19) from the static table, with a literal.
        head.writeBytes(new byte[] {0x0f, 4, (byte) JSON.length()});
        head.writeBytes(JSON.getBytes(US_ASCII));
        var out = beginningOfHttp2();
        for (int i = 0; i < pages; i++) {
            out.writeBytes(frame(1, 5, 2 * i + 1, head.toByteArray()));
        }
        open().getOutputStream().write(out.toByteArray());
    }

    /// One HTTP/2 connection whose requests do not end; the answers may be sent.
    void askWithoutAnEndOverHttp2(int streams, String path) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        out.writeBytes(frame(4, 0, 0, new byte[0]));
        for (int i = 0; i < streams; i++) {
            // END_HEADERS.
            out.writeBytes(frame(1, 4, 2 * i + 1, head(path)));
        }
        open().getOutputStream().write(out.toByteArray());
    }

    /// HTTP/2 connections, one after the other, that ask for streams and are gone at once. Some reset each stream
    /// first.
    void askAndLeaveOverHttp2(int connections, int streams, boolean reset, String path) throws IOException {
        var out = beginningOfHttp2();
        for (int i = 0; i < streams; i++) {
            out.writeBytes(frame(1, 5, 2 * i + 1, head(path)));
            if (reset) {
                // RST_STREAM with CANCEL (8).
                out.writeBytes(frame(3, 0, 2 * i + 1, new byte[] {0, 0, 0, 8}));
            }
        }
        for (int i = 0; i < connections; i++) {
            try (var socket = open()) {
                socket.getOutputStream().write(out.toByteArray());
            } catch (SocketException _) {
                // The server has had enough.
            }
            sockets.removeLast();
        }
    }

    /// HTTP/2 connections that ask for many more answers at once than they may.
    void askForTooMuchAtOnceOverHttp2(int connections, int requests, String path) throws IOException {
        var out = beginningOfHttp2();
        for (int i = 0; i < requests; i++) {
            out.writeBytes(frame(1, 5, 2 * i + 1, head(path)));
        }
        sayAndBlock(connections, out.toByteArray());
    }

    /// HTTP/2 connections that ask again and again for an answer on no stream, and read none.
    void pingOverHttp2(int connections, int pings) throws IOException {
        var out = beginningOfHttp2();
        for (int i = 0; i < pings; i++) {
            out.writeBytes(frame(6, 0, 0, new byte[8]));
            out.writeBytes(frame(4, 0, 0, new byte[0]));
        }
        sayAndBlock(connections, out.toByteArray());
    }

    /// HTTP/2 connections that send bodies a byte at a time, on many streams.
    void dripOverHttp2(int connections, int streams, int bytes, String path) throws IOException {
        var out = beginningOfHttp2();
        for (int i = 0; i < streams; i++) {
            // END_HEADERS.
            out.writeBytes(frame(1, 4, 2 * i + 1, head(path)));
            for (int sent = 0; sent < bytes; sent++) {
                out.writeBytes(frame(0, 0, 2 * i + 1, new byte[1]));
            }
        }
        sayAndBlock(connections, out.toByteArray());
    }

    /// Says it on as many connections, for as long as the server takes any of it.
    private void sayAndBlock(int connections, byte[] bytes) throws IOException {
        for (int i = 0; i < connections; i++) {
            var socket = open();
            var writer = Thread.startVirtualThread(() -> {
                try {
                    socket.getOutputStream().write(bytes);
                } catch (IOException _) {
                    // The server has had enough.
                }
            });
            try {
                writer.join(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ByteArrayOutputStream beginningOfHttp2() {
        var out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        // SETTINGS_INITIAL_WINDOW_SIZE (4) is 0.
        out.writeBytes(frame(4, 0, 0, new byte[] {0, 4, 0, 0, 0, 0}));
        return out;
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putShort((short) (payload.length >> 8))
                .put((byte) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /// HPACK (RFC 7541): GET and http from the static table, path and authority as literals.
    private static byte[] head(String path) {
        var head = new ByteArrayOutputStream();
        head.write(0x82);
        head.write(0x86);
        writeField(head, PATH, path);
        writeField(head, AUTHORITY, "a");
        return head.toByteArray();
    }

    /// A literal that is not indexed, with a name of the static table (RFC 7541, 6.2.2 and 5.1).
    private static void writeField(ByteArrayOutputStream head, int name, String value) {
        writeNumber(head, 4, name);
        writeNumber(head, 7, value.length());
        head.writeBytes(value.getBytes(US_ASCII));
    }

    private static void writeNumber(ByteArrayOutputStream out, int bits, int number) {
        int most = (1 << bits) - 1;
        out.write(Math.min(most, number));
        if (number >= most) {
            int rest = number - most;
            for (; rest > 127; rest >>= 7) {
                out.write(0x80 | (rest & 127));
            }
            out.write(rest);
        }
    }

    /// The first line that each connection was answered; empty if it was closed without one.
    List<String> answers() throws IOException {
        var answers = new ArrayList<String>();
        for (var socket : sockets) {
            answers.add(firstLine(socket));
        }
        return answers;
    }

    /// Waits until the server has closed all connections.
    void awaitClosed() throws IOException {
        for (var socket : sockets) {
            try {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (SocketException _) {
                // closed too
            }
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read(); next >= 0 && next != '\n'; ) {
                line.append((char) next);
                next = socket.getInputStream().read();
            }
        } catch (SocketException _) {
            // closed in the middle of it
        }
        return line.toString().strip();
    }

    private Socket open() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(SMALLEST_BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        sockets.add(socket);
        return socket;
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
