package io.tidings.delivery;

import static io.tidings.delivery.NewsLane.draft;
import static io.tidings.delivery.NewsLane.forAll;
import static io.tidings.delivery.NewsLane.forReadersOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tidings.event.Patterns;
import io.tidings.event.Visibility;
import org.junit.jupiter.api.Test;

/// Subscribers that want the same get the very same bytes where they may read the same events, one after the
/// other, so that a loop makes one chunk for them.
class SharedBytesTest {
    private final NewsLane lane = new NewsLane();

    @Test
    void publicEventsAreSharedWhateverTheyMayRead() {
        var ann = lane.join("ann");
        var bob = lane.join("bob");
        var all = lane.join(Patterns.ALL);

        lane.publish(forAll(), forAll());

        assertSame(ann.onlyWrite(), bob.onlyWrite());
        assertSame(ann.onlyWrite(), all.onlyWrite());
    }

    @Test
    void thoseThatMayReadTheSameEventsShare() {
        var ann = lane.join("ann");
        var bob = lane.join("bob");
        var annToo = lane.join("ann", "x");
        var eve = lane.join("eve");

        lane.publish(forAll(), forReadersOf("ann"), forAll());

        assertSame(ann.onlyWrite(), annToo.onlyWrite());
        assertSame(bob.onlyWrite(), eve.onlyWrite());
        assertNotSame(ann.onlyWrite(), bob.onlyWrite());
        assertEquals(2, lane.chunks());
    }

    /// They are withheld one after the other, and from other readers each time.
    @Test
    void thoseThatMayReadTheSameOfSeveralPrivateEventsShare() {
        var annAndBob = lane.join("ann", "bob");
        var bob = lane.join("bob");
        var bobToo = lane.join("x", "bob");
        var ann = lane.join("ann");
        var eve = lane.join("eve");
        var nobody = lane.join();

        lane.publish(forReadersOf("ann"), forReadersOf("bob"), forReadersOf("ann"), forAll());

        assertSame(bob.onlyWrite(), bobToo.onlyWrite());
        assertSame(eve.onlyWrite(), nobody.onlyWrite());
        assertEquals(4, annAndBob.received().size());
        assertEquals(3, ann.received().size());
        assertEquals(2, bob.received().size());
        assertEquals(4, lane.chunks());
    }

    @Test
    void aPrivateEventThatAllMayReadIsShared() {
        var ann = lane.join("ann", "team");
        var bob = lane.join("bob", "team");

        lane.publish(forReadersOf("team"), forAll());

        assertSame(ann.onlyWrite(), bob.onlyWrite());
    }

    @Test
    void aPrivateEventThatNobodyMayReadDoesNotDivideAWrite() {
        var ann = lane.join("ann");
        lane.join("bob");
        var half = "x".repeat(33_000);

        lane.publish(draft(half, Visibility.PUBLIC, "news"), draft(half, Visibility.PRIVATE, "news", "eve"), forAll());

        assertEquals(1, ann.writes().size());
    }
}
