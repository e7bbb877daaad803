package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Selection;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/// Subscribers of a lane and others wait for room in one queue. In whatever order the threads act, everybody is served
/// in the order in which they asked, however late the lane is. A seed that fails repeats exactly.
class ReadQueueTest {
    private static final int SEEDS = 500;
    private static final int PAGE_BYTES = 1_000;

    @Test
    void everybodyIsServedInTurn() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var play = new Play(seed, Holder.ANYONE);
            play.play();
            assertEquals(play.asked, play.served, "seed " + seed);
        }
    }

    /// It has turns of its own before that, behind which others do not wait.
    @Test
    void soAreAllReadsOfOneClient() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var play = new Play(seed, new HolderAt("client"));
            play.play();
            assertEquals(play.subscribers(play.asked), play.subscribers(play.served), "seed " + seed);
            assertEquals(Set.copyOf(play.asked), Set.copyOf(play.served), "seed " + seed);
        }
    }

    /// A budget with room for one page at a time.
    private static final class Play {
        private final long seed;
        private final Holder holder;
        private final Random random;
        private final Steps steps;
        private final Loop loop;
        private final Executor elsewhere;
        private final Budget budget = new Budget(4 * PAGE_BYTES);
        private final PageReader pages;
        private final ReadQueue queue;
        private final List<Object> asked = new ArrayList<>();
        private final List<Object> served = new ArrayList<>();
        private final List<Subscriber> subscribers = new ArrayList<>();

        Play(long seed, Holder holder) {
            this.seed = seed;
            this.holder = holder;
            random = new Random(seed);
            steps = new Steps(seed);
            loop = steps.loop("event loop");
            elsewhere = steps.threads("elsewhere");
            // There is always something, so one page has no room because it is the only one.
            budget.tryTake(Use.SENDING, 1);
            var log = new MemoryEventLog(
                    InstantSource.system(),
                    Retention.ofEach(1, Duration.ofDays(1)),
                    new IdempotencyLimits(Duration.ofMinutes(1), 1));
            pages = new PageReader(log, elsewhere, new PageLimit(1, PAGE_BYTES), PAGE_BYTES, budget);
            queue = new ReadQueue(loop, pages, this::serve);
        }

        void play() {
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> loop.execute(this::askForSubscriber);
                    case 2, 3 -> askForOther();
                    case 4 -> loop.execute(this::leave);
                    default -> steps.run(random.nextInt(8));
                }
            }
            steps.runToEnd();
            assertEquals(1, budget.held(), "seed " + seed);
            pages.shares().forget();
            assertEquals(0, pages.shares().addresses(), "seed " + seed);
        }

        private List<Object> subscribers(List<Object> all) {
            return all.stream().filter(Subscriber.class::isInstance).toList();
        }

        private void askForSubscriber() {
            var subscriber =
                    new Subscriber(Selection.of("t"), new Cursor.Beginning(), NativeFormat.PLAIN, new Probe(), holder);
            subscribers.add(subscriber);
            asked.add(subscriber);
            queue.add(subscriber);
        }

        private void askForOther() {
            var other = new Object();
            asked.add(other);
            budget.holdInTurn(Use.SENDING, PAGE_BYTES, hold -> serve(other, hold));
        }

        private void leave() {
            if (subscribers.isEmpty()) {
                return;
            }
            var one = subscribers.remove(random.nextInt(subscribers.size()));
            queue.remove(one);
            if (!served.contains(one)) {
                asked.remove(one);
            }
        }

        private void serve(Object one, Hold hold) {
            served.add(one);
            elsewhere.execute(() -> {
                hold.release();
                if (one instanceof Subscriber subscriber) {
                    loop.execute(() -> queue.finish(subscriber));
                }
            });
        }
    }
}
