package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Use;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that many may ask for at once count for the client that asks.
@QuarkusTest
class HeldAnswersTest {
    private static final String ADDRESS = "127.0.0.3";
    private static final String OTHER_ADDRESS = "127.0.0.4";

    /// More than a quarter of the share of any machine that tests run on.
    private static final long ALL = 1L << 40;

    @Inject
    ClientShares shares;

    @TestHTTPResource("/")
    URI root;

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/metrics", "/", "/page/app.js"})
    void anAddressThatHoldsItsShareGetsNoMoreAndOthersDo(String path) throws Exception {
        var share = shares.enter(ADDRESS);
        share.tryTake(Use.SENDING, ALL);
        try {
            assertThat(get(path, ADDRESS, HttpClient.Version.HTTP_1_1), is(503));
            assertThat(get(path, OTHER_ADDRESS, HttpClient.Version.HTTP_1_1), is(200));
        } finally {
            share.give(Use.SENDING, ALL);
            shares.leave(ADDRESS);
        }
    }

    /// A scrape, or a log that hangs, may take seconds, and clients may come and go meanwhile.
    @ParameterizedTest
    @CsvSource({"GET, /q/metrics, 200", "DELETE, /topics/held, 204"})
    void requestsThatWaitCountForTheirClient(String method, String path, int status) throws Exception {
        var share = shares.enter(ADDRESS);
        share.tryTake(Use.WAITING, ALL);
        try {
            assertThat(ask(method, path, ADDRESS, HttpClient.Version.HTTP_1_1), is(503));
            assertThat(ask(method, path, OTHER_ADDRESS, HttpClient.Version.HTTP_1_1), is(status));
        } finally {
            share.give(Use.WAITING, ALL);
            shares.leave(ADDRESS);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void eachVersionOfHttpCounts(HttpClient.Version version) throws Exception {
        var share = shares.enter(ADDRESS);
        share.tryTake(Use.SENDING, ALL);
        try {
            assertThat(get("/q/openapi", ADDRESS, version), is(503));
        } finally {
            share.give(Use.SENDING, ALL);
            shares.leave(ADDRESS);
        }
    }

    @Test
    void anAddressThatHasTakenItsAnswersIsForgotten() throws Exception {
        assertThat(get("/q/openapi", ADDRESS, HttpClient.Version.HTTP_1_1), is(200));

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (shares.addresses() > 0) {
                Thread.onSpinWait();
            }
        });
    }

    private int get(String path, String from, HttpClient.Version version) throws IOException, InterruptedException {
        return ask("GET", path, from, version);
    }

    private int ask(String method, String path, String from, HttpClient.Version version)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(from))
                .version(version)
                .build()) {
            var uri = URI.create("http://127.0.0.1:" + root.getPort() + path);
            var request = HttpRequest.newBuilder(uri)
                    .method(method, BodyPublishers.noBody())
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
