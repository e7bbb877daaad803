package io.tidings.log.memory;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import io.tidings.sse.EventStreamParser.Message;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The packaged server with a small heap, its log in memory, and more events than that holds.
@Tag("slow")
@Tag("alone")
@Tag("native")
class MemoryIT {
    /// Far more than there is heap for. A slow step may ask for more.
    private static final int EVENTS = Integer.getInteger("tidings.test.events", 300);
    private static final int EVENT_BYTES = 1 << 20;
    private static final String TOKEN = "Authorization: Bearer secret";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private static PackagedServer start(String... settings) throws IOException {
        var all = new String[settings.length + 3];
        all[0] = "-Xmx256m";
        all[1] = "tidings.log.engine=memory";
        all[2] = "tidings.auth.publish-tokens=secret";
        System.arraycopy(settings, 0, all, 3, settings.length);
        return PackagedServer.start(all);
    }

    @Test
    void moreEventsThanTheHeapHoldsAreAllTakenAndTheNewestAreKept() throws IOException {
        try (var server = start()) {
            var first = publish(0, server);
            for (int i = 1; i < EVENTS; i++) {
                publish(i, server);
            }
            int oldest;
            try (var replay = RawResponse.of("GET", server.at("/topics/big?replay=all"))) {
                oldest = number(replay.message());
                assertThat("kept: " + (EVENTS - oldest), oldest, is(greaterThan(EVENTS / 2)));
                for (int i = oldest + 1; i < EVENTS; i++) {
                    assertThat(number(replay.message()), is(i));
                }
            }
            assertThat(oldest, is(lessThan(EVENTS - 20)));
            try (var back = RawResponse.of("GET", server.at("/topics/big"), "Last-Event-ID: " + first)) {
                assertThat(back.message().type(), is("tidings:gap"));
                assertThat(number(back.message()), is(oldest));
            }
            for (var health : new String[] {"/q/health/live", "/q/health/ready"}) {
                try (var answer = RawResponse.of("GET", server.at(health))) {
                    assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
                }
            }
        }
    }

    @Test
    void aBatchThatTheLogHasNoRoomForIsRefused() throws IOException {
        try (var server = start("tidings.log.max-size=1M")) {
            try (var answer = RawResponse.post(server.at("/topics/big"), "x".repeat(900_000), TOKEN)) {
                assertThat(answer.statusLine(), is("HTTP/1.1 413 Request Entity Too Large"));
                assertThat(answer.body(), containsString("tidings.log.max-size"));
            }
            try (var answer = RawResponse.post(server.at("/topics/big"), "x", TOKEN)) {
                assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
            }
        }
    }

    @Test
    void moreMemoryThanThereIsOrLessThanARequestNeedsIsRefusedAtTheStart() {
        for (var setting : new String[] {"tidings.log.max-size=10G", "tidings.memory.budget=1M"}) {
            assertThrows(IOException.class, () -> start(setting), setting);
        }
    }

    private static String publish(int number, PackagedServer server) throws IOException {
        var data = number + " " + "x".repeat(EVENT_BYTES - 10);
        try (var answer = RawResponse.post(server.at("/topics/big"), data, TOKEN)) {
            assertThat("event " + number, answer.statusLine(), is("HTTP/1.1 200 OK"));
            var id = ID.matcher(answer.body());
            assertThat(id.find(), is(true));
            return id.group(1);
        }
    }

    private static int number(Message event) {
        return Integer.parseInt(event.data(), 0, event.data().indexOf(' '), 10);
    }
}
