package io.tidings.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.RawResponse;
import io.tidings.event.EventId;
import io.tidings.sse.EventStreamParser;
import io.tidings.sse.EventStreamParser.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Streams end when their tokens do.
abstract class ExpiryContract extends AccessFixture {
    private static final String EXPIRED = "id: \\d+-\\d+\nevent: tidings:expired\nretry: [1-5]\\d{3}\ndata: \\{}\n\n";

    /// More than the sockets of both sides hold.
    private static final int LARGE_EVENTS = 24;

    private static final String LARGE = "x".repeat(1_000_000);

    ExpiryContract(Supplier<Hub> hub) {
        super(hub);
    }

    private record Ending(Jwt token, RawResponse stream) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /// A stream whose token ends soon, but not before it is open, however slow the machine is.
    private Ending openBriefly(String path) throws IOException {
        for (long seconds = 2; ; seconds *= 2) {
            var token = token(seconds);
            var stream = tryOpen(path, token.bearer());
            if (stream.statusLine().equals("HTTP/1.1 200 OK")) {
                return new Ending(token, stream);
            }
            stream.close();
        }
    }

    private Jwt token(long seconds) {
        return provider().token(own).within("exp", seconds);
    }

    @Test
    void theLastEventTellsWhereTheStreamWasAndWhenToComeBack() throws IOException {
        var topic = "users/id/" + own + "/a";
        var id = publish(topic, "x");
        try (var ending = openBriefly("/topics/" + topic + "?replay=all")) {
            assertThat(data(ending.stream(), 1), contains("x"));

            var rest = rest(ending.stream());

            assertThat(ending.token().expiry().compareTo(Instant.now()) <= 0, is(true));
            assertThat(rest.substring(rest.lastIndexOf("id: ")), matchesPattern(EXPIRED));
            var cursor = EventStreamParser.parse(rest).getLast().lastEventId();
            assertThat(EventId.parse(cursor), greaterThanOrEqualTo(EventId.parse(id)));
            assertThat(read("/caller", ending.token().bearer()).challenge(), is("Bearer error=\"invalid_token\""));

            publish(topic, "meanwhile");
            try (var next = open("/topics/" + topic, token(60).bearer(), "Last-Event-ID: " + cursor)) {
                assertThat(data(next, 1), contains("meanwhile"));
            }
        }
    }

    /// A body may take as long as its client likes, and the token was good when it began.
    @Test
    void aBodyThatIsCompleteAfterTheEndOfItsTokenIsNotKept() throws IOException {
        var path = "/topics/users/id/" + own + "/inbox";
        try (var ending = openBriefly(path + "?replay=all");
                var upload = new Socket(publishAt().getHost(), publishAt().getPort())) {
            var head = "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
                    + ending.token().bearer() + "\r\n\r\n";
            upload.getOutputStream().write((head + "x").getBytes(UTF_8));
            rest(ending.stream());

            upload.getOutputStream().write('y');

            var answer = new BufferedReader(new InputStreamReader(upload.getInputStream(), UTF_8));
            assertThat(answer.readLine(), startsWith("HTTP/1.1 401"));
            var kept = read(path, token(60).bearer()).json();
            assertThat(kept.getList("events").isEmpty(), is(true));
        }
    }

    @Test
    void streamsOfTokensThatAreStillGoodGoOn() throws IOException {
        var path = "/topics/public/" + own;
        try (var ending = openBriefly(path);
                var sameUser = open(path, token(3_600).bearer());
                var anonymous = open(path)) {
            assertThat(rest(ending.stream()).contains("tidings:expired"), is(true));

            publish("public/" + own, "x");

            assertThat(data(sameUser, 1), contains("x"));
            assertThat(data(anonymous, 1), contains("x"));
        }
    }

    /// A replay that its client does not read stops in the log. Its token has ended when one has that is good
    /// for longer.
    @Test
    void aReplayThatIsNotReadEndsHalfway() throws IOException {
        var topic = "users/id/" + own + "/a";
        for (int i = 0; i < LARGE_EVENTS; i++) {
            publish(topic, LARGE);
        }
        try (var replay = openBriefly("/topics/" + topic + "?replay=all");
                var longer = open(
                        "/topics/public/" + own, replay.token().endingLater(2).bearer())) {
            rest(longer);

            var rest = EventStreamParser.parse(rest(replay.stream()));

            var last = rest.getLast();
            assertThat(last.type(), is("tidings:expired"));
            var events = rest.subList(0, rest.size() - 1);
            assertThat(events.size(), lessThan(LARGE_EVENTS));
            assertThat(events.stream().map(Message::type).distinct().toList(), contains("message"));
            assertThat(last.lastEventId(), is(events.getLast().lastEventId()));
        }
    }
}
