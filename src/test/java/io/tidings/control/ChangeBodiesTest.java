package io.tidings.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tidings.RawResponse;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bodies that would change a stream, and that do not arrive.
@QuarkusTest
@TestProfile(ControlFixture.Terms.class)
class ChangeBodiesTest extends ControlFixture {
    private static final String CONTINUE = "HTTP/1.1 100 Continue";
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found";
    private static final String OF_NO_REPLICA = "0123456789abcdef".repeat(3);

    /// The most that a body may have, nearly.
    private static final int BODY = 500_000;

    @Inject
    Budget budget;

    @Inject
    ClientShares shares;

    @Test
    void theBodyForAStreamThatThereIsNotIsNotReadBeforeItIsRefused() throws IOException {
        try (var ofAnn = controlAs(ann("test/**"))) {
            var ofThisReplica = ofAnn.id().substring(0, 16) + "0123456789abcdef".repeat(2);
            for (var id : List.of("x", OF_NO_REPLICA, ofThisReplica, ofAnn.id())) {
                try (var refusal = begin(id)) {
                    assertThat(id, refusal.statusLine(), is(NOT_FOUND));
                }
            }
        }
    }

    @Test
    void aTokenIsRenewedWithoutItsBody() throws IOException {
        try (var ofAnn = controlAs(ann("test/**"))) {
            long before = budget.held();
            try (var renewal = RawResponse.of(
                    "PUT",
                    root.resolve("/streams/" + ofAnn.id() + "/token"),
                    "Content-Length: " + BODY,
                    "Authorization: Bearer " + ann("test/**"))) {
                assertThat(renewal.statusLine(), is("HTTP/1.1 204 No Content"));
                assertThat(budget.held() - before < BODY, is(true));
            }
        }
    }

    /// Another address changes its stream, and publishers find all the room that they had.
    @Test
    void theBodiesOfOneAddressLeaveRoomForOthersAndForPublishers() throws Exception {
        var begun = new ArrayList<RawResponse>();
        try (var stream = control("")) {
            var last = begin(stream.id());
            while (last.statusLine().equals(CONTINUE)) {
                begun.add(last);
                last = begin(stream.id());
            }
            last.close();

            assertThat(begun.size(), is(greaterThan(0)));
            assertThat(last.statusLine(), is("HTTP/1.1 503 Service Unavailable"));
            publishTo(topic, "x".repeat(BODY + 10_000));
            assertThat(changeFrom("127.0.0.2", stream.id()), is(200));
        } finally {
            for (var each : begun) {
                each.close();
            }
        }
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (shares.addresses() > 0) {
                Thread.onSpinWait();
            }
        });
    }

    /// A change whose body is waited for, unless it is refused.
    private RawResponse begin(String id) throws IOException {
        var head = "PATCH /streams/" + id + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + BODY + "\r\n"
                + "Expect: 100-continue\r\n\r\n";
        return RawResponse.raw(root, head.getBytes(US_ASCII));
    }

    private int changeFrom(String address, String id) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(address))
                .build()) {
            var change = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + root.getPort() + "/streams/" + id))
                    .method("PATCH", BodyPublishers.ofString("{}" + " ".repeat(50_000)))
                    .build();
            return client.send(change, BodyHandlers.discarding()).statusCode();
        }
    }
}
