import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.util.concurrent.TimeUnit;

/// Jersey, by the interface of Jakarta REST.
final class JerseyClient {
    public static void main(String[] args) throws InterruptedException {
        var target = ClientBuilder.newClient().target(args[0]);
        var source = SseEventSource.target(target).reconnectingEvery(1, TimeUnit.SECONDS).build();
        source.register(JerseyClient::take, Throwable::printStackTrace);
        source.open();
        Thread.currentThread().join();
    }

    private static void take(InboundSseEvent event) {
        if (!event.isEmpty()) {
            Report.event(event.getName(), event.getId(), event.readData());
        }
    }
}
