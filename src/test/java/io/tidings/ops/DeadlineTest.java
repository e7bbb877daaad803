package io.tidings.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void theEndComesWhenItsTimeIsOver() throws InterruptedException {
        var deadline = new Deadline(Duration.ofMillis(1), ended::countDown);
        assertEquals(1, ended.getCount(), "before the shutdown has begun");

        deadline.begin();

        assertTrue(ended.await(1, TimeUnit.MINUTES));
    }
}
