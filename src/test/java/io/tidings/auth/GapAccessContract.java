package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a gap tells those that may read some of the events of a topic: that something was dropped, whatever it
/// was, and where what they are sent goes on.
abstract class GapAccessContract extends AccessFixture {
    private static final String ALL = bearer(AccessTerms.SUBSCRIBER);

    private String topic;

    GapAccessContract(Supplier<Hub> hub) {
        super(hub);
    }

    @BeforeEach
    void choose() {
        topic = "public/" + own;
    }

    /// What a stream is told that was open up to an event.
    private Gap gapAfter(String id, String... headers) throws IOException {
        try (var stream = open("/topics/" + topic + "?lastEventId=" + id, headers)) {
            var message = stream.message();
            assertThat(message.type() + ": " + message.data(), message.type(), is("tidings:gap"));
            var data = JsonPath.from(message.data());
            return new Gap(data.getString("after"), data.getString("resumes"));
        }
    }

    private record Gap(String after, String resumes) {}

    private boolean isGapInHistory(String id, String... headers) throws IOException {
        return read("/topics/" + topic + "?after=" + id, headers).json().getBoolean("gap");
    }

    private String publishPrivate() throws IOException {
        return publish(topic + "?private=true", "private");
    }

    private void drop() throws IOException {
        var publisher = bearer(AccessTerms.PUBLISHER);
        assertThat(request("DELETE", "/topics/" + topic, publisher).status(), is(204));
    }

    @Test
    void itResumesAtTheFirstEventThatOneIsSent() throws IOException {
        var seen = publish(topic, "public");
        publish(topic, "dropped");
        drop();
        var secret = publishPrivate();
        var open = publish(topic, "public");

        assertThat(gapAfter(seen, ALL), is(new Gap(seen, secret)));
        assertThat(gapAfter(seen), is(new Gap(seen, open)));
        assertThat(gapAfter(seen, provider().token(own).bearer()), is(new Gap(seen, open)));
    }

    @Test
    void itResumesAtTheStreamsOwnCursorWhereOneIsSentNothingThatFollows() throws IOException {
        var seen = publish(topic, "public");
        publish(topic, "dropped");
        drop();
        publishPrivate();

        try (var stream = open("/topics/" + topic + "?lastEventId=" + seen)) {
            var gap = stream.message();
            var resumes = JsonPath.from(gap.data()).getString("resumes");
            assertThat(gap.type(), is("tidings:gap"));

            publish(topic, "next");
            assertThat(data(stream, 1), contains("next"));
            try (var later = open("/topics/" + topic + "?lastEventId=" + resumes)) {
                assertThat(data(later, 1), contains("next"));
            }
        }
    }

    @Test
    void aPrivateEventThatWasDroppedIsOneToo() throws IOException {
        var seen = publish(topic, "public");
        publishPrivate();
        drop();
        var open = publish(topic, "public");

        assertThat(gapAfter(seen, ALL), is(new Gap(seen, open)));
        assertThat(gapAfter(seen), is(new Gap(seen, open)));
        assertThat(isGapInHistory(seen, ALL), is(true));
        assertThat(isGapInHistory(seen), is(true));
    }

    @Test
    void whatOneMayNotHearAboutIsNoGap() throws IOException {
        var mine = publish(topic, "public");
        topic = "public/" + own + "/other";
        publish(topic, "public");
        drop();
        topic = "public/" + own;

        assertThat(isGapInHistory(mine), is(false));
        assertThat(isGapInHistory(mine, ALL), is(false));
    }
}
