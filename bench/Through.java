import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// How many events pass through replicas that share a log: publishers spread over them send as fast as they are answered,
/// and one listener on each checks that it delivers everything, in the same order as the others.
record Through(List<Server> replicas, int publishers, int batch) {
    private static final int BYTES = 100;

    /// Events a second from the first request until the last listener has the last event; and how long an answer took.
    record Result(double rate, Latencies answers, double replicaMicros, double besideMicros, long lost, boolean ordered) {}

    /// The CPU of a replica and that of all beside them, such as a database, are in microseconds for each event.
    Result run(double seconds, List<Server> beside) throws Exception {
        try (var streams = new Streams(replicas, replicas.size(), Streams.all(Servers.TOPIC), publishers, 0)) {
            double ofReplicas = cpuSeconds(replicas);
            double ofBeside = cpuSeconds(beside);
            long begin = System.nanoTime();
            var answers = new ClosedLoop(replicas, this::request).run(publishers, seconds, Long.MAX_VALUE);
            long events = answers.count() * batch;
            streams.await(events * replicas.size());
            double took = (System.nanoTime() - begin) / 1e9;
            return new Result(
                    events / took,
                    answers,
                    (cpuSeconds(replicas) - ofReplicas) / replicas.size() / events * 1e6,
                    (cpuSeconds(beside) - ofBeside) / events * 1e6,
                    events * replicas.size() - streams.delivered(),
                    streams.reordered() + streams.closed() == 0 && streams.agree());
        }
    }

    private byte[] request(int publisher, long number) {
        var server = replicas.getFirst();
        if (batch == 1) {
            return Publisher.request(server, Servers.TOPIC, Publisher.message(publisher, number, BYTES));
        }
        var lines = LongStream.range(number * batch, (number + 1) * batch)
                .mapToObj(each -> "{\"topic\":\"bench\",\"data\":\"" + Publisher.message(publisher, each, BYTES) + "\"}\n")
                .collect(Collectors.joining());
        return Publisher.request(server, "/events", lines);
    }

    private static double cpuSeconds(List<Server> servers) throws Exception {
        double seconds = 0;
        for (var server : servers) {
            seconds += server.cpuSeconds();
        }
        return seconds;
    }
}
