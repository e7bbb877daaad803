package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client gets through a proxy is what it would get from the hub, as soon, and the hub knows the client.
@Tag("alone")
class ProxyIT extends BehindProxy {
    /// The first of a stream each, since what is delayed may be the first or the last of several.
    @ParameterizedTest
    @MethodSource("ways")
    void anEventArrivesWithin50MillisecondsOfTheHubsOwn(Way way) throws Exception {
        try (var through = way.client(certificate);
                var proxy = start(way)) {
            var delays = new ArrayList<Duration>();
            for (int i = 0; i < 9; i++) {
                var topic = "/topics/" + way.proxy() + "/" + i;
                try (var direct = Listener.open(client, hub.at(topic));
                        var listener = Listener.open(through, proxy.at(topic, way))) {
                    Publication.of(client, hub.at(topic), "now");
                    delays.add(Duration.ofNanos(
                            listener.await("now").at() - direct.await("now").at()));
                }
            }
            delays.sort(null);
            System.out.printf("%s: an event takes %s longer, at most %s%n", way, delays.get(4), delays.getLast());
            assertThat(delays.get(4), lessThan(Duration.ofMillis(50)));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientIsServedInTheVersionOfHttpThatItPrefers(Way way) throws Exception {
        try (var through = way.client(certificate);
                var proxy = start(way)) {
            var request = HttpRequest.newBuilder(proxy.at("/q/health/ready", way));
            var response = through.send(request.build(), BodyHandlers.discarding());
            assertThat(response.version(), is(way.version()));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientThatComesBackGetsWhatItMissed(Way way) throws Exception {
        try (var through = way.client(certificate);
                var proxy = start(way)) {
            var topic = proxy.at("/topics/missed/" + way.proxy() + way.tls(), way);
            var heard = Publication.of(through, topic, "heard");
            var missed = Publication.of(through, topic, "missed");
            try (var listener = Listener.openAfter(heard, through, topic)) {
                assertThat(listener.await("missed").id(), is(missed));
                assertThat(listener.events().getFirst().data(), is("missed"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anEventOfOneMebibytePassesBothWays(Way way) throws Exception {
        var data = IntStream.range(0, 1 << 20).mapToObj(i -> "" + i % 10).collect(Collectors.joining());
        try (var through = way.client(certificate);
                var proxy = start(way);
                var listener = Listener.open(through, proxy.at("/topics/large", way))) {
            Publication.of(through, proxy.at("/topics/large", way), data);
            listener.await(data);
        }
    }

    /// With HTTP/2 in one connection. The URL is longer than eight kilobytes.
    @ParameterizedTest
    @MethodSource("ways")
    void manyStreamsOfAHundredTopicsAreServedAtOnce(Way way) throws Exception {
        var topics = IntStream.range(0, 100)
                .mapToObj(i -> "topic=" + "many/".repeat(15) + i)
                .collect(Collectors.joining("&"));
        var listeners = new ArrayList<Listener>();
        try (var through = way.client(certificate);
                var proxy = start(way)) {
            for (int i = 0; i < STREAMS; i++) {
                listeners.add(Listener.open(through, proxy.at("/events?" + topics, way)));
            }
            Publication.of(client, hub.at("/topics/" + "many/".repeat(15) + 99), "hello " + way);
            for (var listener : listeners) {
                listener.await("hello " + way);
            }
            listeners.forEach(Listener::close);
        }
    }

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
