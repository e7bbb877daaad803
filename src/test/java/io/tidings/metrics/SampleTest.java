package io.tidings.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A value that takes its time.
class SampleTest {
    private final Queue<CompletableFuture<Integer>> asked = new ArrayDeque<>();

    private final Sample<Integer> sample = new Sample<>(0, () -> {
        var answer = new CompletableFuture<Integer>();
        asked.add(answer);
        return answer;
    });

    @Test
    void whatCameTooLateIsForTheNextReaderAndIsAskedForOnce() throws InterruptedException {
        assertEquals(0, sample.get());
        assertEquals(1, asked.size());
        asked.remove().complete(7);
        Thread.sleep(150);

        assertEquals(7, sample.get());
        assertEquals(0, asked.size());
    }

    @Test
    void afterAFailureItIsAskedForAgain() throws InterruptedException {
        assertEquals(0, sample.get());
        asked.remove().completeExceptionally(new IllegalStateException());
        Thread.sleep(150);
        assertEquals(0, sample.get());
        Thread.sleep(150);
        assertEquals(0, sample.get());
        assertEquals(1, asked.size());
    }
}
