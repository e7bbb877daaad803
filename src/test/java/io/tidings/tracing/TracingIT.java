package io.tidings.tracing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The spans of the packaged hub, as a collector gets them.
@Tag("slow")
@Tag("native")
class TracingIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    @Test
    void anEventHasTheSpansOfItsWayAndSaysInWhichItWasPublished() throws Exception {
        try (var collector = new Collector();
                var server = start(collector, "quarkus.otel.sdk.disabled=false");
                var stream = RawResponse.of("GET", server.at("/topics/a?envelope=true"))) {
            publish(server, "200", "traceparent: 00-" + TRACE + "-" + CALLER + "-01");
            var received = stream.message().data();
            end(server);

            var publish = span(collector, "publish");
            assertThat(publish.trace(), is(TRACE));
            assertThat(publish.parent(), is(CALLER));
            assertThat(
                    received, containsString("\"trace\":\"00-" + TRACE + "-" + publish.id() + "-01\",\"data\":\"x\""));
            for (var name : List.of("append", "fan-out")) {
                assertThat(span(collector, name).trace(), is(TRACE));
                assertThat(span(collector, name).parent(), is(publish.id()));
            }
            assertThat("no others", collector.spans().size(), is(3));
        }
    }

    @Test
    void aBatchHasOneSpanOfEachStepAndItsEventsShareIt() throws Exception {
        try (var collector = new Collector();
                var server = start(collector, "quarkus.otel.sdk.disabled=false")) {
            var lines = "{\"topic\":\"a\",\"data\":\"x\"}\n".repeat(100);
            try (var answer = RawResponse.post(server.at("/events"), lines)) {
                assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
            }
            try (var refused = RawResponse.post(server.at("/events"), "nonsense")) {
                assertThat(refused.statusLine(), is("HTTP/1.1 400 Bad Request"));
            }
            try (var history = RawResponse.of("GET", server.at("/topics/a?limit=100"), "Accept: application/json")) {
                var trace = "\"trace\":\"00-" + span(collector, server).trace();
                assertThat(history.body().split(trace, -1).length, is(101));
            }
        }
    }

    /// That of the events, once the collector has all spans.
    private static Collector.Span span(Collector collector, PackagedServer server) throws InterruptedException {
        while (collector.spans().size() < 4) {
            assertThat(server.process().isAlive(), is(true));
            Thread.sleep(10);
        }
        assertThat(named(collector, "publish").count(), is(2L));
        assertThat(named(collector, "fan-out").count(), is(1L));
        return span(collector, "append");
    }

    @Test
    void aRequestWithoutATraceOrWithABadOneBeginsOne() throws Exception {
        try (var collector = new Collector();
                var server = start(collector, "quarkus.otel.sdk.disabled=false")) {
            publish(server, "200");
            publish(server, "200", "traceparent: 00-" + TRACE.toUpperCase(Locale.ROOT) + "-zz-01");
            publish(server, "200", "traceparent: " + "x".repeat(4_000));
            publish(server, "200", "traceparent: 00-" + "0".repeat(32) + "-" + CALLER + "-01");
            end(server);

            var published = named(collector, "publish").toList();
            assertThat(published.size(), is(4));
            for (var span : published) {
                assertThat(span.parent(), is(""));
                assertThat(span.trace(), not(is(TRACE)));
            }
            assertThat(published.stream().map(Collector.Span::trace).distinct().count(), is(4L));
        }
    }

    @Test
    void itIsOffUnlessItIsTurnedOn() throws Exception {
        try (var collector = new Collector();
                var server = start(collector, "tidings.drain.timeout=20s");
                var stream = RawResponse.of("GET", server.at("/topics/a?envelope=true"))) {
            publish(server, "200", "traceparent: 00-" + TRACE + "-" + CALLER + "-01");
            assertThat(stream.message().data(), not(containsString("trace")));
            end(server);
            assertThat(collector.spans(), empty());
        }
    }

    private static PackagedServer start(Collector collector, String setting) throws IOException {
        return PackagedServer.start(
                "tidings.log.engine=memory",
                "tidings.auth.anonymous.publish=**",
                "tidings.drain.delay=0s",
                "quarkus.otel.exporter.otlp.protocol=http/protobuf",
                "quarkus.otel.exporter.otlp.endpoint=" + collector.url(),
                setting);
    }

    private static void publish(PackagedServer server, String status, String... headers) throws IOException {
        try (var answer = RawResponse.post(server.at("/topics/a"), "x", headers)) {
            assertThat(answer.statusLine(), startsWith("HTTP/1.1 " + status));
        }
    }

    /// What it has not sent yet it sends when it stops.
    private static void end(PackagedServer server) throws InterruptedException {
        server.process().toHandle().destroy();
        server.awaitEnd();
    }

    private static Collector.Span span(Collector collector, String name) {
        var spans = named(collector, name).toList();
        assertThat(collector.spans().toString(), spans.size(), is(1));
        return spans.getFirst();
    }

    private static Stream<Collector.Span> named(Collector collector, String name) {
        return collector.spans().stream().filter(span -> span.name().equals(name));
    }
}
