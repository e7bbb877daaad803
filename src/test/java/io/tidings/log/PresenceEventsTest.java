package io.tidings.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Topic;
import io.tidings.log.PresenceChange.Kind;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a log says of who is present.
class PresenceEventsTest extends PresenceFixture {
    private static final Topic CHAT = new Topic("chat");

    private final EventLog log = new MemoryEventLog(
            () -> now,
            Retention.ofEach(1_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(10), 1_000),
            Telemetry.NONE);

    @AfterEach
    void close() {
        log.close();
    }

    private void tell(String name, PresenceChange... changes) {
        log.append(PresenceEvents.batch(new PresenceChanges(name, List.of(changes))));
    }

    private static PresenceChange change(PresentSubject subject, Kind kind) {
        return new PresenceChange(CHAT, subject, kind);
    }

    @Test
    void whoHasJoinedAndNotLeftIsPresent() {
        tell("1", change(ANN, Kind.JOINED), change(BOB, Kind.JOINED));
        tell("2", change(ANN, Kind.LEFT), change(BOB, Kind.LEFT), change(BOB, Kind.JOINED));

        assertThat(PresenceEvents.present(log), contains(PresenceKey.of(CHAT, BOB)));
    }

    @Test
    void whoWasRememberedAndHasNotLeftIsPresent() {
        var odd = PresenceKey.of(CHAT, new PresentSubject(Optional.of("main"), "a \"quoted\"\nname"));
        log.append(PresenceEvents.remembering(List.of(PresenceKey.of(new Topic("old"), ANN))));
        log.append(PresenceEvents.remembering(List.of(odd, PresenceKey.of(CHAT, ANN))));
        tell("1", change(ANN, Kind.LEFT), change(BOB, Kind.JOINED));

        assertThat(Set.copyOf(PresenceEvents.present(log)), is(Set.of(odd, PresenceKey.of(CHAT, BOB))));
    }

    @Test
    void changesOfOneNameAreKeptOnce() {
        tell("1", change(ANN, Kind.JOINED));
        tell("1", change(ANN, Kind.JOINED));

        assertThat(log.extent().events(), is(1L));
    }
}
