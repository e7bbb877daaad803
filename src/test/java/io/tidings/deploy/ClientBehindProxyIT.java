package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the hub knows of a client behind a proxy.
class ClientBehindProxyIT extends BehindProxy {
    static Stream<Way> attentiveWays() {
        return Way.all().filter(way -> way.proxy().noticesThatAClientLeaves());
    }

    /// Apache and Varnish notice it when they write, which may be a heartbeat later.
    @ParameterizedTest
    @MethodSource("attentiveWays")
    void theHubHearsAtOnceThatAClientHasLeft(Way way) throws Exception {
        var topic = "/topics/left/" + way.proxy() + way.tls();
        try (var through = way.client(certificate);
                var proxy = start(way)) {
            Publication.of(client, hub.at(topic), "so that the topic is listed");
            try (var _ = Listener.open(through, proxy.at(topic, way))) {
                assertThat(subscribers(topic), is(1));
            }
            while (subscribers(topic) > 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theHubCountsStreamsByTheAddressOfTheClientWhateverThatSays(Way way) throws Exception {
        var one = way.client(certificate, address(way, 1));
        var other = way.client(certificate, address(way, 2));
        try (var proxy = start(way)) {
            var target = proxy.at("/topics/addresses", way);
            for (int i = 0; i < STREAMS; i++) {
                assertThat(statusOfStream(one, target, "10.0.0." + i), is(200));
            }
            assertThat(statusOfStream(one, target, "10.0.1.1"), is(429));
            assertThat(statusOfStream(other, target, "10.0.0.1"), is(200));
        } finally {
            one.shutdownNow();
            other.shutdownNow();
        }
    }

    private static int subscribers(String topic) throws Exception {
        var request = HttpRequest.newBuilder(hub.at("/topics?prefix=" + topic.substring("/topics/".length())));
        var topics = client.send(request.build(), BodyHandlers.ofString()).body();
        return JsonPath.from(topics).getInt("topics[0].subscribers");
    }

    private static InetAddress address(Way way, int number) throws IOException {
        return InetAddress.getByAddress(
                new byte[] {127, (byte) (way.tls() ? 2 : 1), (byte) way.proxy().ordinal(), (byte) number});
    }

    /// Leaves the stream open. It asks for anything, as a refused EventSource gets 200 as well.
    private static int statusOfStream(HttpClient client, URI target, String claimed) throws Exception {
        var request = HttpRequest.newBuilder(target).header("X-Forwarded-For", claimed);
        return client.send(request.build(), BodyHandlers.ofInputStream()).statusCode();
    }
}
