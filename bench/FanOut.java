import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/// Many streams, and messages at a fixed rate, whether or not those before are answered: each of the publishers has its
/// turn. What the server does in the first second is not counted.
record FanOut(
        int subscribers,
        int rate,
        int messages,
        int bytes,
        int publishers,
        int deliveriesPerMessage,
        IntFunction<String> subscribePaths,
        LongFunction<String> publishPaths) {

    /// What came of it. CPU is that of the server, in microseconds for each delivery.
    record Result(
            double cpuMicros, double p50, double p99, double max, long lost, long reordered, double megabytes, double rate) {}

    /// All subscribers listen to what all publishers send.
    static FanOut toAll(Server server, int subscribers, int rate, int messages, int bytes, int publishers) {
        return new FanOut(
                subscribers,
                rate,
                messages,
                bytes,
                publishers,
                subscribers,
                Streams.all(server.subscribePath()),
                _ -> server.publishPath());
    }

    Result run(Server server) throws Exception {
        int warmUp = Math.max(20, rate);
        try (var streams = new Streams(server, subscribers, subscribePaths, publishers, warmUp)) {
            Thread.sleep(500);
            var before = new double[2];
            publishAll(server, warmUp, before);
            long expected = (long) messages * deliveriesPerMessage;
            streams.await(expected);
            double seconds = server.cpuSeconds() - before[0];
            double took = (System.nanoTime() - before[1]) / 1e9;
            var latencies = streams.latencies();
            return new Result(
                    seconds * 1e6 / expected,
                    latencies.millis(0.5),
                    latencies.millis(0.99),
                    latencies.maxMillis(),
                    expected - streams.delivered(),
                    streams.reordered() + streams.closed(),
                    server.residentMegabytes(),
                    messages / took);
        }
    }

    private void publishAll(Server server, int warmUp, double[] before) throws Exception {
        var failure = new AtomicReference<Exception>();
        var threads = new ArrayList<Thread>();
        long start = System.nanoTime();
        for (int i = 0; i < publishers; i++) {
            int publisher = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    publish(server, publisher, start, warmUp, before);
                } catch (Exception e) {
                    failure.set(e);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IOException("could not publish", failure.get());
        }
    }

    private void publish(Server server, int publisher, long start, int warmUp, double[] before) throws Exception {
        try (var connection = new Publisher(server)) {
            for (long number = publisher; number < warmUp + messages; number += publishers) {
                long due = start + number * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(Math.max(20_000, (due - System.nanoTime()) / 2));
                }
                if (number == warmUp) {
                    before[0] = server.cpuSeconds();
                    before[1] = System.nanoTime();
                }
                connection.post(publishPaths.apply(number), Publisher.message(publisher, number, bytes));
            }
        }
    }
}
