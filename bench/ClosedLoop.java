import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Publishers that each send their next request as soon as the last is answered, driven by one thread. With several
/// servers each has its share of them.
final class ClosedLoop {
    private final List<Server> servers;
    private final Requests requests;
    private final Latencies latencies = new Latencies();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private long sent;
    private boolean over;

    /// What a publisher sends next. Requests are numbered over all publishers.
    interface Requests {
        byte[] of(int publisher, long number);
    }

    private static final class Connection {
        private final int publisher;
        private final Server server;
        private final StringBuilder answer = new StringBuilder();
        private ByteBuffer rest = ByteBuffer.allocate(0);
        private long since;

        private Connection(int publisher, Server server) {
            this.publisher = publisher;
            this.server = server;
        }
    }

    ClosedLoop(List<Server> servers, Requests requests) {
        this.servers = servers;
        this.requests = requests;
    }

    /// How long each answer took, of as many as come in so many seconds or until so many are sent.
    Latencies run(int connections, double seconds, long most) throws IOException {
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                var server = servers.get(i % servers.size());
                var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                send(channel.register(selector, SelectionKey.OP_READ, new Connection(i, server)), most);
            }
            long end = System.nanoTime() + (long) (seconds * 1e9);
            while (latencies.count() < sent) {
                over = System.nanoTime() > end;
                selector.select(100);
                for (var key : selector.selectedKeys()) {
                    go(key, most);
                }
                selector.selectedKeys().clear();
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        }
        return latencies;
    }

    private void go(SelectionKey key, long most) throws IOException {
        var connection = (Connection) key.attachment();
        if (key.isWritable()) {
            write(key);
        }
        if (!key.isReadable()) {
            return;
        }
        buffer.clear();
        if (((SocketChannel) key.channel()).read(buffer) < 0) {
            throw new IOException(connection.server.name() + " has closed the connection of a publisher");
        }
        connection.answer.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        if (Answer.isComplete(connection.answer)) {
            Answer.check(connection.answer, connection.server);
            connection.answer.setLength(0);
            latencies.add(System.nanoTime() - connection.since);
            send(key, most);
        }
    }

    private void send(SelectionKey key, long most) throws IOException {
        if (!over && sent < most) {
            var connection = (Connection) key.attachment();
            connection.rest = ByteBuffer.wrap(requests.of(connection.publisher, sent++));
            connection.since = System.nanoTime();
            write(key);
        }
    }

    private static void write(SelectionKey key) throws IOException {
        var rest = ((Connection) key.attachment()).rest;
        ((SocketChannel) key.channel()).write(rest);
        key.interestOps(rest.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
}
