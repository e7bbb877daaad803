package io.tidings.memory;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Everything that the hub holds for its clients, in bytes, as one sum with a limit. Code that is about to hold more
/// asks first, and refuses or waits if there is no room. Any thread may call it; only [#awaitHold] blocks.
public final class Budget {
    /// The time after a refusal for which the budget counts as short.
    private static final long SHORT_NANOS = 60_000_000_000L;

    private final long limit;
    private final Map<Use, Long> held = new EnumMap<>(Use.class);
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private boolean refused;
    private long refusedAt;

    /// A caller that waits for room. Each one is distinct.
    private static final class Waiting {
        private final Use use;
        private final long bytes;
        private final Runnable callback;

        Waiting(Use use, long bytes, Runnable callback) {
            this.use = use;
            this.bytes = bytes;
            this.callback = callback;
        }
    }

    /// A budget of this many bytes.
    public Budget(long limit) {
        this.limit = limit;
    }

    public long limit() {
        return limit;
    }

    /// In bytes, now.
    public synchronized long held() {
        return held.values().stream().mapToLong(Long::longValue).sum();
    }

    /// True if there is room for the bytes; they are held from now on, until [#give] gets them back. One thing of each
    /// use has room whatever its size.
    public synchronized boolean tryTake(Use use, long bytes) {
        if (hasRoom(use, bytes)) {
            take(use, bytes);
            return true;
        }
        refused = true;
        refusedAt = System.nanoTime();
        return false;
    }

    /// Holds the bytes until the hold is released; none if there is no room.
    public @Nullable Hold tryHold(Use use, long bytes) {
        return tryTake(use, bytes) ? new Hold(this, use, bytes) : null;
    }

    /// Holds bytes that are there already, whether there is room or not.
    synchronized void take(Use use, long bytes) {
        held.merge(use, bytes, Long::sum);
    }

    /// Gives back bytes that were taken for the same use.
    public void give(Use use, long bytes) {
        for (var next = giveAndPoll(use, bytes); next != null; next = giveAndPoll(use, 0)) {
            next.callback.run();
        }
    }

    private synchronized @Nullable Waiting giveAndPoll(Use use, long bytes) {
        take(use, -bytes);
        if (waiting.isEmpty()) {
            return null;
        }
        var next = waiting.iterator().next();
        return hasRoom(next.use, next.bytes) && waiting.remove(next) ? next : null;
    }

    /// Calls back once when there is room for the bytes; somebody else may take it first. Whichever thread makes the
    /// room calls back, so the callback must not block.
    public void whenThereIsRoom(Use use, long bytes, Runnable callback) {
        await(new Waiting(use, bytes, callback));
    }

    private void await(Waiting one) {
        synchronized (this) {
            waiting.add(one);
        }
        give(one.use, 0);
    }

    private synchronized void forget(Waiting one) {
        waiting.remove(one);
    }

    /// Holds the bytes as [#tryHold] does, and waits for room as long as the patience lasts. For virtual threads.
    public @Nullable Hold awaitHold(Use use, long bytes, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (var hold = tryHold(use, bytes); ; hold = tryHold(use, bytes)) {
            long left = end - System.nanoTime();
            if (hold != null || left <= 0) {
                return hold;
            }
            var room = new CountDownLatch(1);
            var one = new Waiting(use, bytes, room::countDown);
            await(one);
            if (!room.await(left, TimeUnit.NANOSECONDS)) {
                forget(one);
            }
        }
    }

    /// True while somebody waits for room, and for a minute after somebody was refused: time to end what holds memory
    /// without need.
    public synchronized boolean isShort() {
        refused = refused && System.nanoTime() - refusedAt < SHORT_NANOS;
        return refused || !waiting.isEmpty();
    }

    private boolean hasRoom(Use use, long bytes) {
        long ofUse = held.getOrDefault(use, 0L);
        return ofUse == 0 || ofUse + bytes <= use.limit(limit);
    }
}
