import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// Many open event streams, read by one thread, which checks that the messages of each publisher come in order and
/// measures how long they took. With several servers each has its share of them. Messages below `first` are for warming up
/// and not counted.
final class Streams implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private final int publishers;
    private final long first;
    private volatile int opened;
    private volatile long delivered;
    private volatile long reordered;
    private volatile int closed;
    private volatile String refusal = "";
    private Latencies latencies = new Latencies();
    private volatile boolean over;
    private final Thread reader = Thread.ofPlatform().daemon().name("reader").unstarted(this::run);

    /// Opens them one after the other, the path of each by its number.
    Streams(List<Server> servers, int count, IntFunction<String> path, int publishers, long first) throws Exception {
        this.publishers = publishers;
        this.first = first;
        reader.start();
        for (int i = 0; i < count; i++) {
            var server = servers.get(i % servers.size());
            var request = "GET " + path.apply(i).replaceFirst("\n|$", " HTTP/1.1\r\n")
                    + "Host: localhost\r\nAccept: text/event-stream\r\n\r\n";
            var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channels.add(channel);
            var listener = new Listener();
            listeners.add(listener);
            channel.register(selector, SelectionKey.OP_READ, new StreamParser(listener));
            selector.wakeup();
        }
        for (int tries = 0; opened < count; tries++) {
            if (!refusal.isEmpty() || closed > 0 || tries > 1200) {
                close();
                throw new IOException(
                        servers.getFirst().name() + " has opened " + opened + " of " + count + " streams; " + refusal);
            }
            Thread.sleep(50);
        }
    }

    static IntFunction<String> all(String path) {
        return _ -> path;
    }

    /// A path that is asked for with a token.
    static String withToken(String path, String token) {
        return path + "\nAuthorization: Bearer " + token + "\r\n";
    }

    private final class Listener implements StreamParser.Listener {
        private final long[] last = new long[publishers];
        private long order;

        Listener() {
            Arrays.fill(last, -1);
        }

        @Override
        public void opened() {
            opened++;
        }

        @Override
        public void refused(String head) {
            refusal = head.lines().findFirst().orElse("");
        }

        @Override
        public void message(int publisher, long number, long sentNanos) {
            if (number <= last[publisher]) {
                reordered++;
            }
            last[publisher] = number;
            order = order * 31 + (number * publishers + publisher);
            if (number >= first) {
                delivered++;
                latencies.add(System.nanoTime() - sentNanos);
            }
        }
    }

    private void run() {
        try {
            while (!over) {
                selector.select(this::read, 100);
            }
        } catch (IOException e) {
            refusal = e.toString();
        }
    }

    private void read(SelectionKey key) {
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                closed++;
                key.cancel();
            } else {
                ((StreamParser) key.attachment()).read(buffer.flip());
            }
        } catch (IOException e) {
            closed++;
            key.cancel();
        }
    }

    /// Waits until so many messages were delivered, or none came for five seconds.
    void await(long expected) throws InterruptedException {
        long seen = -1;
        for (int quiet = 0; delivered < expected && quiet < 100; quiet++) {
            if (seen != delivered) {
                seen = delivered;
                quiet = 0;
            }
            Thread.sleep(50);
        }
    }

    long delivered() {
        return delivered;
    }

    /// Messages that came again or too late.
    long reordered() {
        return reordered;
    }

    /// Whether all streams got the same in the same order. To be read when nothing more is coming.
    boolean agree() {
        return listeners.stream().mapToLong(listener -> listener.order).distinct().count() <= 1;
    }

    int closed() {
        return closed;
    }

    /// To be read when nothing more is coming.
    Latencies latencies() {
        return latencies;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        over = true;
        selector.wakeup();
        reader.join();
        for (var channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
