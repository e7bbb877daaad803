import java.time.Duration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/// Spring's WebClient, which does not reconnect: its application does, a second after each end.
final class SpringWebClient {
    private static volatile String lastEventId = "";

    public static void main(String[] args) {
        var client = WebClient.builder()
                // An event larger than 256 KB is an error otherwise.
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build();
        // Deferred, since the headers of a request stay as they are however often it is repeated.
        Flux.defer(() -> client.get()
                        .uri(args[0])
                        .header("Last-Event-ID", lastEventId)
                        .retrieve()
                        .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {}))
                .doOnNext(SpringWebClient::take)
                .repeatWhen(ends -> ends.delayElements(Duration.ofSeconds(1)))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofSeconds(1)))
                .blockLast();
    }

    private static void take(ServerSentEvent<String> event) {
        if (event.id() != null) {
            lastEventId = event.id();
        }
        // A comment is an event without data here.
        if (event.data() != null) {
            Report.event(event.event(), event.id(), event.data());
        }
    }
}
