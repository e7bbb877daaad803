package io.tidings.demo.feed;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Draft;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.refusal.RefusedException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChatQuotaTest {
    private static final String ROOM = ChatFeed.TOPIC;

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final ChatQuota quota = new ChatQuota(true, () -> now);

    @Test
    void takesSomeAtOnceAndThenOneASecond() {
        say(ChatQuota.AT_ONCE);
        assertRefused(draft(ROOM));

        now = now.plusSeconds(2);

        say(2);
        assertRefused(draft(ROOM));
    }

    @Test
    void aRefusedBatchTakesNothing() {
        say(ChatQuota.AT_ONCE - 1);
        assertRefused(draft(ROOM), draft(ROOM));
        say(1);
    }

    @Test
    void aLongSilenceSavesNothingUp() {
        now = now.plusSeconds(3600);
        say(ChatQuota.AT_ONCE);
        assertRefused(draft(ROOM));
    }

    @Test
    void aMessageCountsByItsSecondTopicToo() {
        say(ChatQuota.AT_ONCE);
        assertRefused(draft("elsewhere", ROOM));
    }

    @Test
    void otherTopicsAreFree() {
        assertDoesNotThrow(() -> quota.take(Collections.nCopies(1_000, draft("demo/chat/other"))));
    }

    @Test
    void withoutTheFeedsTheRoomIsATopicLikeAnyOther() {
        var off = new ChatQuota(false, () -> now);
        assertDoesNotThrow(() -> off.take(Collections.nCopies(1_000, draft(ROOM))));
    }

    private void say(int messages) {
        quota.take(Collections.nCopies(messages, draft(ROOM)));
    }

    private void assertRefused(Draft... drafts) {
        assertThrows(RefusedException.class, () -> quota.take(List.of(drafts)));
    }

    private static Draft draft(String... topics) {
        return new Draft(
                Stream.of(topics).map(Topic::new).toList(), Optional.empty(), Utf8.of("hi"), OptionalLong.empty());
    }
}
