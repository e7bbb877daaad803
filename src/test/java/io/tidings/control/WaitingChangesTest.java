package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
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
import org.junit.jupiter.api.Test;

/// What changes a stream may have to wait, and counts for the client that asks.
@QuarkusTest
@TestProfile(ControlFixture.Terms.class)
class WaitingChangesTest extends ControlFixture {
    private static final String ADDRESS = "127.0.0.3";
    private static final String OTHER_ADDRESS = "127.0.0.4";

    /// More than a quarter of the share of any machine that tests run on.
    private static final long ALL = 1L << 40;

    @Inject
    ClientShares shares;

    @Test
    void anAddressThatHoldsItsShareChangesNothingAndOthersDo() throws Exception {
        var share = shares.enter(ADDRESS);
        share.tryTake(Use.WAITING, ALL);
        try (var stream = controlAs(ann("test/**"))) {
            assertThat(send("PATCH", stream.id(), ADDRESS), is(503));
            assertThat(send("PUT", stream.id() + "/token", ADDRESS), is(503));
            assertThat(send("DELETE", stream.id(), ADDRESS), is(503));

            assertThat(send("PATCH", stream.id(), OTHER_ADDRESS), is(200));
            assertThat(send("PUT", stream.id() + "/token", OTHER_ADDRESS), is(204));
            assertThat(send("DELETE", stream.id(), OTHER_ADDRESS), is(204));
        } finally {
            share.give(Use.WAITING, ALL);
            shares.leave(ADDRESS);
        }
    }

    private int send(String method, String path, String from) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(from))
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + root.getPort() + "/streams/" + path))
                    .header("Authorization", "Bearer " + ann("test/**"))
                    .method(method, BodyPublishers.ofString("{}"))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
