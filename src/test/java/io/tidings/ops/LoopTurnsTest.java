package io.tidings.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final EventExecutor one = loop("one");
    private final EventExecutor other = loop("other");
    private final LoopTurns turns = new LoopTurns(List.of(one, other));

    @AfterEach
    void stop() {
        one.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        other.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void loopsThatTurnAreNotNamed() {
        assertEquals(List.of(), turns.still(LONG));
        assertEquals(List.of(), turns.still(LONG));
    }

    @Test
    void aLoopThatHangsIsNamedUntilItGoesOn() throws InterruptedException {
        var turnsOfOne = new LoopTurns(List.of(other));
        turnsOfOne.still(LONG);
        var goOn = new CountDownLatch(1);
        hang(other, goOn);

        assertEquals(List.of("other"), turnsOfOne.still(Duration.ofMillis(1)));

        goOn.countDown();
        assertEquals(List.of(), turnsOfOne.still(LONG));
    }

    @Test
    void aLoopThatHangsHasOneTaskWaitingHoweverOftenItIsAsked() throws InterruptedException {
        turns.still(LONG);
        var goOn = new CountDownLatch(1);
        hang(other, goOn);

        for (int i = 0; i < 100; i++) {
            turns.still(Duration.ZERO);
        }

        assertEquals(1, ((DefaultEventExecutor) other).pendingTasks());
        goOn.countDown();
    }

    @Test
    void aLoopThatHasEndedIsNamedAtOnce() throws InterruptedException {
        turns.still(LONG);
        other.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();

        assertEquals(List.of("other"), turns.still(LONG));
    }

    private static EventExecutor loop(String name) {
        return new DefaultEventExecutor((ThreadFactory) task -> new Thread(task, name));
    }

    private static void hang(EventExecutor loop, CountDownLatch goOn) throws InterruptedException {
        var hangs = new CountDownLatch(1);
        loop.execute(() -> {
            hangs.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        hangs.await();
    }
}
