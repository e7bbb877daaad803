package io.tidings.log.memory;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.tidings.event.Topic;
import io.tidings.log.PresenceContract;
import io.tidings.log.PresenceKey;
import io.tidings.log.PresenceStore;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPresenceTest extends PresenceContract {
    @Override
    protected PresenceStore open(InstantSource clock) {
        return new MemoryPresence(clock, List.of());
    }

    @Test
    void thoseWhoHadJoinedBeforeARestartLeaveUnlessTheyComeBack() {
        var chat = new Topic("chat");
        var store = new MemoryPresence(() -> now, List.of(PresenceKey.of(chat, ANN), PresenceKey.of(chat, BOB)));
        store.report(List.of(count("chat", BOB, 1)));
        pass(GRACE, store);

        assertThat(tell(store), contains("LEFT chat ann"));
        assertThat(present(store, "chat"), contains("bob 1 2026-11-22T12:00:00Z"));
    }
}
