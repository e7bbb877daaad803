package io.tidings.stream;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import java.lang.ref.WeakReference;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What waits for clients is held in the budget, once, and no longer than it waits.
class SseMemoryTest extends SseConnectionFixture {
    private static final int STREAMS = 10;

    /// The hold of somebody else, which stays.
    private final Hold others = hold(Use.PUBLISHING, 1_000);

    private Hold hold(Use use, int bytes) {
        var hold = budget.tryHold(use, bytes);
        assertNotNull(hold);
        return hold;
    }

    /// With what frames the chunk, and what an allocator adds.
    private static Matcher<Long> isAbout(long bytes) {
        return allOf(greaterThanOrEqualTo(bytes), lessThan(bytes * 11 / 10));
    }

    private long held() {
        return budget.held() - others.bytes();
    }

    @Test
    void aChunkThatWaitsForManyIsHeldOnceUntilTheLastHasIt() throws Exception {
        var streams = server().open(STREAMS);
        var batch = batch(1);
        server().runOnLoop(() -> streams.forEach(stream -> stream.connection().send(batch)));
        long once = held();
        assertThat(once, isAbout(batch.length));

        for (int i = 0; i < STREAMS - 1; i++) {
            leave(i, streams.get(i), batch);
            assertThat(held(), is(once));
        }

        leave(STREAMS - 1, streams.getLast(), batch);
        assertThat(held(), is(0L));
    }

    /// Each of them in the next of four ways.
    private void leave(int way, ServedStream stream, byte[] batch) throws Exception {
        switch (way % 4) {
            case 0 -> stream.client().reset();
            case 1 -> {
                assertTrue(same(stream.client().chunk(), batch));
                awaitRoom(stream);
                return;
            }
            case 2 -> stream.client().close();
            default -> server().runOnLoop(stream.connection()::abort);
        }
        server().awaitClosed(stream);
    }

    /// The first takes the room that pages have as well, the second that which they leave.
    @Test
    void aStreamForWhichThereIsNoRoomEndsAndTheOthersGoOn() throws Exception {
        var first = batch(1);
        var second = batch(2);
        var waits = stalled(first);
        var waitsToo = stalled(second);
        var reads = server().open();

        var tooMuch = stalled(batch(3));

        server().awaitClosed(tooMuch);
        assertThat(held(), is(lessThan(3L * BATCH_BYTES)));
        send(reads, event("small"));
        assertTrue(same(reads.client().chunk(), event("small")));
        assertTrue(same(waits.client().chunk(), first));
        awaitRoom(waits);
        assertTrue(same(waitsToo.client().chunk(), second));
        awaitRoom(waitsToo);
        assertThat(held(), is(0L));
        var later = stalled(second);
        assertTrue(same(later.client().chunk(), second));
    }

    @Test
    void aChunkThatWaitsForOneMayWaitForAnother() throws Exception {
        var batch = batch(1);
        var one = stalled(batch);
        var other = stalled(batch);

        assertTrue(same(other.client().chunk(), batch));
        assertTrue(same(one.client().chunk(), batch));
        awaitRoom(one);
        awaitRoom(other);

        assertThat(held(), is(0L));
    }

    @Test
    void aChunkThatNobodyWaitsForAnyMoreIsHeldAgainForTheNextThatDoes() throws Exception {
        var batch = batch(1);
        var one = stalled(batch);
        assertTrue(same(one.client().chunk(), batch));
        awaitRoom(one);

        var other = stalled(batch);

        assertThat(held(), is(greaterThanOrEqualTo((long) batch.length)));
        assertTrue(same(other.client().chunk(), batch));
        awaitRoom(other);
        assertThat(held(), is(0L));
    }

    /// The chunk's memory is used for the next one only when nobody waits for it.
    @Test
    void whatWaitsDoesNotChange() throws Exception {
        var batch = batch(1);
        var waits = stalled(batch);
        var reads = server().open();

        for (int i = 0; i < 100; i++) {
            send(reads, event(i));
            assertTrue(same(reads.client().chunk(), event(i)));
        }

        assertTrue(same(waits.client().chunk(), batch));
    }

    @Test
    void aPageThatTheSocketTakesIsReleasedAtOnce() throws Exception {
        var stream = server().open();

        sendPage(stream, event("page"));

        assertThat(held(), is(0L));
        assertTrue(same(stream.client().chunk(), event("page")));
    }

    enum WayOut {
        READ,
        RESET,
        ABORT,
        LAST
    }

    @ParameterizedTest
    @EnumSource
    void aPageIsHeldUntilItsClientHasItOrIsGone(WayOut way) throws Exception {
        var stream = server().open();
        sendPage(stream, batch(1));
        assertThat(held(), isAbout(BATCH_BYTES));

        switch (way) {
            case READ -> {
                assertTrue(same(stream.client().chunk(), batch(1)));
                awaitRoom(stream);
            }
            case RESET -> {
                stream.client().reset();
                server().awaitClosed(stream);
            }
            case ABORT -> {
                server().runOnLoop(stream.connection()::abort);
                server().awaitClosed(stream);
            }
            case LAST -> {
                server().runOnLoop(() -> stream.connection().close(event("bye")));
                assertThat("held until it is read", held(), isAbout(BATCH_BYTES));
                stream.client().untilTheEnd();
                server().awaitClosed(stream);
            }
        }

        assertThat(held(), is(0L));
    }

    @Test
    void whatIsBehindAPageThatWaitsIsHeldToo() throws Exception {
        var stream = server().open();
        sendPage(stream, batch(1));

        sendPage(stream, event("second"));
        assertThat(held(), greaterThanOrEqualTo((long) BATCH_BYTES + event("second").length));
        send(stream, event("third"));

        assertThat(held(), is(greaterThanOrEqualTo((long) BATCH_BYTES + 2 * event("second").length)));
        assertTrue(same(stream.client().chunk(), batch(1)));
        assertTrue(same(stream.client().chunk(), event("second")));
        assertTrue(same(stream.client().chunk(), event("third")));
        awaitRoom(stream);
        assertThat(held(), is(0L));
    }

    /// What came before the stream may wait in its channel already.
    @Test
    void aPageBehindAChunkThatWaitsIsHeldToo() throws Exception {
        var stream = stalled(batch(1));
        long chunk = held();

        sendPage(stream, event("page"));

        assertThat(held(), greaterThanOrEqualTo(chunk + event("page").length));
        stream.client().reset();
        server().awaitClosed(stream);
        assertThat(held(), is(0L));
    }

    /// The memory of a chunk is used again for a smaller one, which keeps all of it from others while it waits.
    @Test
    void aSmallPageThatWaitsInTheMemoryOfALargeChunkCountsAsThat() throws Exception {
        var first = event("x".repeat(80_000));
        var waits = stalled(first);
        var reads = server().open();
        send(reads, batch(1));
        assertTrue(same(reads.client().chunk(), batch(1)));
        awaitRoom(reads);
        assertThat(held(), isAbout(first.length));

        sendPage(waits, event("page"));

        assertThat(held(), isAbout(first.length + BATCH_BYTES));
        waits.client().reset();
        server().awaitClosed(waits);
        assertThat(held(), is(0L));
    }

    @Test
    void aPageForAClientThatIsGoneIsReleasedAtOnce() throws Exception {
        var stream = server().open();
        server().runOnLoop(stream.connection()::abort);

        sendPage(stream, batch(1));

        assertThat(held(), is(0L));
    }

    /// The loop has it as a chunk by then.
    @Test
    void aPageThatWaitsIsNotThereTwice() throws Exception {
        var page = batch(1);
        var sent = new WeakReference<>(page);
        var stream = server().open();

        sendPage(stream, page);
        page = null;
        for (int i = 0; i < 10 && !sent.refersTo(null); i++) {
            System.gc();
        }

        assertTrue(sent.refersTo(null));
        assertTrue(same(stream.client().chunk(), batch(1)));
    }

    private void sendPage(ServedStream stream, byte[] page) throws Exception {
        server().runOnLoop(() -> stream.connection().send(page, hold(Use.SENDING, page.length)));
    }
}
