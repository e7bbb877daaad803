import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;

/// okhttp-sse, which does not reconnect: its application does, a second after each end.
final class OkHttpSse extends EventSourceListener {
    private final OkHttpClient client =
            new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(45)).build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final String url;
    private volatile String lastEventId = "";

    private OkHttpSse(String url) {
        this.url = url;
    }

    public static void main(String[] args) {
        new OkHttpSse(args[0]).connect();
    }

    private void connect() {
        var request = new Request.Builder().url(url).header("Last-Event-ID", lastEventId).build();
        EventSources.createFactory(client).newEventSource(request, this);
    }

    @Override
    public void onEvent(EventSource source, String id, String type, String data) {
        if (id != null) {
            lastEventId = id;
        }
        Report.event(type, id, data);
    }

    @Override
    public void onClosed(EventSource source) {
        timer.schedule(this::connect, 1, TimeUnit.SECONDS);
    }

    @Override
    public void onFailure(EventSource source, Throwable cause, Response response) {
        timer.schedule(this::connect, 1, TimeUnit.SECONDS);
    }
}
