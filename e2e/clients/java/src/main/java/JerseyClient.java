import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Jersey, by the interface of Jakarta REST. It reconnects, but closes for good when nobody listens at the hub's address:
/// its application opens it again, a second later.
final class JerseyClient {
    private static final ScheduledExecutorService LATER = Executors.newSingleThreadScheduledExecutor();

    private static volatile String lastEventId = "";

    public static void main(String[] args) {
        ClientRequestFilter cursor = request -> request.getHeaders().putSingle("Last-Event-ID", lastEventId);
        open(ClientBuilder.newClient().register(cursor).target(args[0]));
    }

    private static void open(WebTarget target) {
        var source = SseEventSource.target(target).reconnectingEvery(1, TimeUnit.SECONDS).build();
        source.register(
                JerseyClient::take,
                Throwable::printStackTrace,
                () -> LATER.schedule(() -> open(target), 1, TimeUnit.SECONDS));
        source.open();
    }

    private static void take(InboundSseEvent event) {
        if (event.getId() != null) {
            lastEventId = event.getId();
        }
        if (!event.isEmpty()) {
            Report.event(event.getName(), event.getId(), event.readData());
        }
    }
}
