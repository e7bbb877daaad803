import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One message through a server, to learn whether this benchmark speaks its language before it is measured.
record Trial(Server server) {
    private static final int SECONDS = 10;

    /// Throws unless a subscriber receives what is published.
    void run() throws IOException, InterruptedException {
        var trial = new FutureTask<>(this::delivered);
        Thread.ofPlatform().daemon().start(trial);
        try {
            if (trial.get(SECONDS, TimeUnit.SECONDS) == 0) {
                throw new IOException("a subscriber does not receive what is published; " + server.whereItLogs());
            }
        } catch (TimeoutException e) {
            throw new IOException("it does not answer within " + SECONDS + " s; " + server.whereItLogs(), e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage() + "; " + server.whereItLogs(), e.getCause());
        }
    }

    private long delivered() throws Exception {
        try (var streams = new Streams(List.of(server), 1, Streams.all(server.subscribePath()), 1, 0);
                var publisher = new Publisher(server)) {
            publisher.post(server.publishPath(), Publisher.message(0, 0, 100));
            streams.await(1);
            return streams.delivered();
        }
    }
}
