package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client gets through a proxy is what it would get from the hub, as soon.
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
}
