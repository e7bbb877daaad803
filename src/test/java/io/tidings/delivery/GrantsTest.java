package io.tidings.delivery;

import static io.tidings.delivery.NewsLane.draft;
import static io.tidings.delivery.NewsLane.forAll;
import static io.tidings.delivery.NewsLane.forReadersOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Visibility;
import io.tidings.sse.NativeFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Subscribers that want the same, and may read different private events, get what they may read and nothing
/// else.
class GrantsTest {
    private final NewsLane lane = new NewsLane();

    @Test
    void eachGetsWhatItMayReadInOrder() {
        var all = lane.join(Patterns.ALL);
        var ann = lane.join("ann");
        var bob = lane.join("bob", "x");
        var nobody = lane.join();

        var ids = lane.publish(forAll(), forReadersOf("ann"), forAll(), forReadersOf("bob"), forReadersOf("ann"));

        assertEquals(ids, all.received());
        assertEquals(List.of(ids.get(0), ids.get(1), ids.get(2), ids.get(4)), ann.received());
        assertEquals(List.of(ids.get(0), ids.get(2), ids.get(3)), bob.received());
        assertEquals(List.of(ids.get(0), ids.get(2)), nobody.received());
    }

    @Test
    void aPrivateEventThatNobodyMayReadWakesNobody() {
        var ann = lane.join("ann");
        var bob = lane.join("bob");
        ann.fill();

        lane.publish(forReadersOf("eve"));

        assertTrue(ann.isLive());
        assertTrue(bob.writes().isEmpty());
    }

    @Test
    void aPrivateEventDoesNotWakeThoseThatMayNotReadIt() {
        var ann = lane.join("ann");
        var bob = lane.join("bob");
        bob.fill();

        var ids = lane.publish(forReadersOf("ann"));

        assertEquals(ids, ann.received());
        assertTrue(bob.isLive());
        assertTrue(bob.writes().isEmpty());
    }

    @Test
    void aFullSubscriberReadsOnFromWhatItHas() {
        var ann = lane.join("ann");
        lane.join("bob");
        var seen = lane.publish(forReadersOf("ann"));
        ann.fill();
        var missed = lane.publish(forReadersOf("bob"), forReadersOf("ann"));
        assertFalse(ann.isLive());

        ann.drain();

        assertEquals(List.of(seen.getFirst(), missed.getLast()), ann.received());
    }

    /// The next heartbeat tells its client where it is, since no event did.
    @Test
    void aClientWasToldOfNoEventThatItMayNotRead() {
        var ann = lane.join("ann");
        var bob = lane.join("bob");
        var nobody = lane.join();
        var ids = lane.publish(forAll(), forReadersOf("bob"), forReadersOf("ann"));

        lane.beat();

        assertEquals(":\n", ann.lastWrite());
        assertEquals(cursor(ids.getLast()), bob.lastWrite());
        assertEquals(cursor(ids.getLast()), nobody.lastWrite());
    }

    @Test
    void aClientThatWasSentNothingIsToldWhereItIsByAHeartbeat() {
        lane.join("ann");
        var bob = lane.join("bob");
        var ids = lane.publish(forReadersOf("ann"));

        lane.beat();

        assertEquals(1, bob.writes().size());
        assertEquals(cursor(ids.getFirst()), bob.lastWrite());
    }

    @Test
    void nothingIsWithheldFromTheNextTurn() {
        lane.join("ann");
        var bob = lane.join("bob");
        lane.publish(forReadersOf("ann"));

        var ids = lane.publish(forReadersOf("bob"), forAll());

        assertEquals(ids, bob.received());
    }

    /// The batch goes out before the event that has no room in it.
    @Test
    void anEventThatHasNoRoomInTheBatchIsWithheldFromTheNextOne() {
        var ann = lane.join("ann");
        var bob = lane.join("bob");
        var large = "x".repeat(40_000);

        var ids =
                lane.publish(draft(large, Visibility.PUBLIC, "news"), draft(large, Visibility.PRIVATE, "news", "ann"));

        assertEquals(ids, ann.received());
        assertEquals(ids.subList(0, 1), bob.received());
    }

    @Test
    void membersThatStayGetWhatTheyMayReadWhenOthersLeave() {
        var ann = lane.join("ann");
        var bob = lane.join("bob");
        var annToo = lane.join("ann");
        ann.leave();
        lane.publish(forAll(), forReadersOf("ann"));
        annToo.leave();
        lane.publish(forReadersOf("ann"));

        assertEquals(2, annToo.received().size());
        assertEquals(1, bob.received().size());
        assertEquals(0, ann.received().size());
    }

    private static String cursor(String id) {
        return new String(NativeFormat.PLAIN.cursor(EventId.parse(id)), StandardCharsets.UTF_8);
    }
}
