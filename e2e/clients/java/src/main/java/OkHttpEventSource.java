import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.StreamException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/// okhttp-eventsource of LaunchDarkly.
final class OkHttpEventSource {
    public static void main(String[] args) throws StreamException {
        var source = new EventSource.Builder(ConnectStrategy.http(URI.create(args[0]))
                        .readTimeout(45, TimeUnit.SECONDS))
                .errorStrategy(ErrorStrategy.alwaysContinue())
                .build();
        for (var event : source.messages()) {
            Report.event(event.getEventName(), event.getLastEventId(), event.getData());
        }
    }
}
