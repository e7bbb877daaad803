package io.tidings.log.memory;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.tidings.event.Topic;
import io.tidings.log.PresenceContract;
import io.tidings.log.PresenceKey;
import io.tidings.log.PresenceStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPresenceTest extends PresenceContract {
    @Override
    protected PresenceStore open(InstantSource clock) {
        return new MemoryPresence(clock, List.of(), _ -> {});
    }

    @Test
    void thoseWhoArePresentForLongAreRemembered() {
        var remembered = new ArrayList<Collection<PresenceKey>>();
        var store = new MemoryPresence(() -> now, List.of(), remembered::add);
        store.report(List.of(count("chat", ANN, 1), count("chat", BOB, 1)));
        tell(store);
        store.report(List.of(count("chat", BOB, 0)));
        pass(Duration.ofMinutes(1), store);
        tell(store);
        pass(Duration.ofMinutes(40), store);

        assertThat(
                remembered.stream().map(List::copyOf).toList(),
                contains(
                        List.of(PresenceKey.of(new Topic("chat"), ANN)),
                        List.of(PresenceKey.of(new Topic("chat"), ANN))));
    }

    /// If the process ends before that is told, nobody will ever have heard of it.
    @Test
    void whatIsNotToldYetIsNotRemembered() {
        var remembered = new ArrayList<Collection<PresenceKey>>();
        var store = new MemoryPresence(() -> now, List.of(), remembered::add);
        store.report(List.of(count("chat", BOB, 1)));
        tell(store);
        store.report(List.of(count("chat", ANN, 1), count("chat", BOB, 0)));
        pass(Duration.ofMinutes(21), store);

        assertThat(
                remembered.stream().map(List::copyOf).toList(),
                contains(List.of(PresenceKey.of(new Topic("chat"), BOB))));
    }

    @Test
    void thoseWhoHadJoinedBeforeARestartLeaveUnlessTheyComeBack() {
        var chat = new Topic("chat");
        var store =
                new MemoryPresence(() -> now, List.of(PresenceKey.of(chat, ANN), PresenceKey.of(chat, BOB)), _ -> {});
        store.report(List.of(count("chat", BOB, 1)));
        pass(GRACE, store);

        assertThat(tell(store), contains("LEFT chat ann"));
        assertThat(present(store, "chat"), contains("bob 1 2026-11-22T12:00:00Z"));
    }
}
