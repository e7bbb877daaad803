package io.tidings.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who shares a scrape, by a clock and a thread that the test moves.
class ScrapesTest {
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private long now = 7;
    private int made;
    private @Nullable RuntimeException failure;

    private final Scrapes scrapes = new Scrapes(this::make, thread::add, () -> now);

    private byte[] make(String format) {
        made++;
        if (failure != null) {
            throw failure;
        }
        return format.getBytes(UTF_8);
    }

    @Test
    void allWhoAskWhileOneIsMadeOrSoonAfterItGetTheSame() {
        var one = ask("text");
        pass(10_000);
        var other = ask("text");
        assertFalse(one.isDone());
        thread.remove().run();
        assertSame(one.join(), other.join());

        pass(10_000);
        var next = ask("text");
        assertEquals(1, thread.size());
        thread.remove().run();
        pass(200);
        assertSame(next.join(), ask("text").join());
        assertNotSame(one.join(), next.join());
        assertEquals(2, made);
    }

    @Test
    void eachFormatHasItsOwn() {
        var text = ask("text");
        var other = ask("other");
        thread.forEach(Runnable::run);
        assertEquals("text", new String(text.join(), UTF_8));
        assertEquals("other", new String(other.join(), UTF_8));
    }

    @Test
    void afterAFailureOneIsMadeAgain() {
        failure = new IllegalStateException();
        var failed = ask("text");
        thread.remove().run();
        assertThrows(CompletionException.class, failed::join);
        failure = null;
        pass(300);
        var good = ask("text");
        thread.remove().run();
        assertEquals(4, good.join().length);
    }

    private CompletableFuture<byte[]> ask(String format) {
        return scrapes.in(format).toCompletableFuture();
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
