import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/// Many streams, and messages at a fixed rate, whether or not those before are answered: each of the publishers has its
/// turn. The messages that warm up come first, at the same rate; what the server does for them is not counted.
record FanOut(
        int subscribers,
        int rate,
        int warmUp,
        int messages,
        int bytes,
        int publishers,
        int deliveriesPerMessage,
        IntFunction<String> subscribePaths,
        LongFunction<String> publishPaths) {

    /// What came of it. CPU is that of the server, in microseconds for each delivery; with several, of all of them.
    record Result(
            double cpuMicros,
            double p50,
            double p99,
            double p999,
            double max,
            long lost,
            long reordered,
            double megabytes,
            double rate,
            List<Double> cpuSeconds) {}

    private record Reading(List<Double> cpuSeconds, long nanos) {
        static Reading of(List<Server> servers) throws IOException {
            var seconds = new ArrayList<Double>();
            for (var server : servers) {
                seconds.add(server.cpuSeconds());
            }
            return new Reading(seconds, System.nanoTime());
        }
    }

    /// All subscribers listen to what all publishers send. The first second warms up.
    static FanOut toAll(Server server, int subscribers, int rate, int messages, int bytes, int publishers) {
        return new FanOut(
                subscribers,
                rate,
                Math.max(20, rate),
                messages,
                bytes,
                publishers,
                subscribers,
                Streams.all(server.subscribePath()),
                _ -> server.publishPath());
    }

    /// The same load, counted from its first message.
    FanOut withoutWarmUp() {
        return new FanOut(
                subscribers, rate, 0, messages, bytes, publishers, deliveriesPerMessage, subscribePaths, publishPaths);
    }

    Result run(Server server) throws Exception {
        return run(List.of(server));
    }

    /// Each replica has its share of the subscribers and of the publishers. The CPU seconds of those beside them, such as
    /// a database, come last and are not part of a delivery's.
    Result run(List<Server> replicas, Server... beside) throws Exception {
        var measured = new ArrayList<>(replicas);
        measured.addAll(List.of(beside));
        try (var streams = new Streams(replicas, subscribers, subscribePaths, publishers, warmUp)) {
            Thread.sleep(500);
            var before = publishAll(replicas, measured);
            long expected = (long) messages * deliveriesPerMessage;
            streams.await(expected);
            var after = Reading.of(measured);
            var seconds = new ArrayList<Double>();
            for (int i = 0; i < measured.size(); i++) {
                seconds.add(after.cpuSeconds.get(i) - before.cpuSeconds.get(i));
            }
            double megabytes = 0;
            for (var replica : replicas) {
                megabytes += replica.residentMegabytes();
            }
            var latencies = streams.latencies();
            return new Result(
                    seconds.stream().limit(replicas.size()).mapToDouble(Double::doubleValue).sum() * 1e6 / expected,
                    latencies.millis(0.5),
                    latencies.millis(0.99),
                    latencies.millis(0.999),
                    latencies.maxMillis(),
                    expected - streams.delivered(),
                    streams.reordered() + streams.closed(),
                    megabytes,
                    messages / ((after.nanos - before.nanos) / 1e9),
                    seconds);
        }
    }

    /// Returns what was read when the first message that counts was sent.
    private Reading publishAll(List<Server> replicas, List<Server> measured) throws Exception {
        var failure = new AtomicReference<Exception>();
        var before = new AtomicReference<Reading>();
        var threads = new ArrayList<Thread>();
        long start = System.nanoTime();
        for (int i = 0; i < publishers; i++) {
            int publisher = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try (var connection = new Publisher(replicas.get(publisher % replicas.size()))) {
                    for (long number = publisher; number < warmUp + messages; number += publishers) {
                        awaitTime(start + number * 1_000_000_000L / rate);
                        if (number == warmUp) {
                            before.set(Reading.of(measured));
                        }
                        connection.post(publishPaths.apply(number), Publisher.message(publisher, number, bytes));
                    }
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
        return before.get();
    }

    private static void awaitTime(long due) {
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(Math.max(20_000, (due - System.nanoTime()) / 2));
        }
    }
}
