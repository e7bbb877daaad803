package io.tidings.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A client with a small receive buffer that reads chunks (RFC 9112 7.1), and forgives nothing. Reads wait. It has its
/// file descriptor before it connects.
final class StreamClient implements AutoCloseable {
    private static final int SMALL_BUFFER = 16_384;
    private static final int PATIENCE_MILLIS = 30_000;

    private final SocketChannel socket;
    private final InputStream in;

    StreamClient() throws IOException {
        socket = SocketChannel.open();
        socket.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        socket.socket().setSoTimeout(PATIENCE_MILLIS);
        // Asks for its stream of bytes only once there is one.
        in = new InputStream() {
            @Override
            public int read() throws IOException {
                return socket.socket().getInputStream().read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return socket.socket().getInputStream().read(bytes, offset, length);
            }
        };
    }

    StreamClient connect(SocketAddress server) throws IOException {
        socket.connect(server);
        return this;
    }

    int port() throws IOException {
        return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }

    /// The next chunk; an empty one is the last.
    byte[] chunk() throws IOException {
        return chunk(Integer.MAX_VALUE);
    }

    /// The next chunk, of which no read takes more than this.
    byte[] chunk(int most) throws IOException {
        var chunk = new byte[Integer.parseInt(line(), 16)];
        for (int read = 0; read < chunk.length; ) {
            int more = in.read(chunk, read, Math.min(most, chunk.length - read));
            if (more < 0) {
                throw new EOFException(read + " of " + chunk.length + " bytes of a chunk");
            }
            read += more;
        }
        if (!line().isEmpty()) {
            throw new IOException("a chunk is longer than its header says");
        }
        return chunk;
    }

    /// The next chunk as text.
    String text() throws IOException {
        return new String(chunk(), UTF_8);
    }

    /// What comes as it is, without a look for chunks.
    byte[] bytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    /// All that comes until the connection ends, in whatever way.
    String untilTheEnd() throws IOException {
        var all = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
        } catch (SocketException _) {
            // The server has closed without reading all that this client said.
        }
        return all.toString();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("after: " + line);
            }
            line.append((char) next);
        }
        if (in.read() != '\n') {
            throw new IOException("CR without LF after: " + line);
        }
        return line.toString();
    }

    void say(String text) throws IOException {
        for (var bytes = ByteBuffer.wrap(text.getBytes(US_ASCII)); bytes.hasRemaining(); ) {
            socket.write(bytes);
        }
    }

    /// Says that it will say no more.
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// Goes without a word: the kernel sends RST.
    void reset() {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
