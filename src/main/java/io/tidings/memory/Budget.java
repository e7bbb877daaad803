package io.tidings.memory;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything that the hub holds for its clients, in bytes, as one sum with a limit. Code that is about to hold
/// more asks first, and refuses or waits for its turn if there is no room. Any thread may call it; only
/// [#awaitHold] blocks.
public final class Budget {
    /// The time after a refusal for which the budget counts as short.
    private static final long SHORT_NANOS = 60_000_000_000L;

    private final long limit;
    private final Map<Use, Long> held = new EnumMap<>(Use.class);
    private final Map<Use, Long> kept = new EnumMap<>(Use.class);
    private final SequencedSet<Place> waiting = new LinkedHashSet<>();
    private boolean refused;
    private long refusedAt;

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
        refuse();
        return false;
    }

    private void refuse() {
        refused = true;
        refusedAt = System.nanoTime();
    }

    /// Holds the bytes until the hold is released; none if there is no room.
    public @Nullable Hold tryHold(Use use, long bytes) {
        return tryTake(use, bytes) ? new Hold(this, use, bytes) : null;
    }

    /// Holds bytes that are there already, whether there is room or not.
    synchronized void take(Use use, long bytes) {
        held.merge(use, bytes, Long::sum);
    }

    /// Holds bytes for good, beside which one thing of the same use has room whatever its size.
    public synchronized void keep(Use use, long bytes) {
        take(use, bytes);
        kept.merge(use, bytes, Long::sum);
    }

    /// Gives back bytes that were taken for the same use.
    public void give(Use use, long bytes) {
        take(use, -bytes);
        serve();
    }

    /// Holds the bytes when there is room for them and all callers that asked before have theirs. The callback
    /// gets the hold, once, perhaps before this returns. It runs on the thread that makes the room, so it must not
    /// block. [#tryTake] does not wait for this queue.
    public Place holdInTurn(Use use, long bytes, Consumer<Hold> callback) {
        var place = new Place(this, use, bytes, callback);
        join(place);
        serve();
        return place;
    }

    private synchronized void join(Place place) {
        waiting.add(place);
        if (!place.equals(waiting.getFirst()) || !hasRoom(place.use, place.bytes)) {
            refuse();
        }
    }

    private void serve() {
        for (var next = takeForFirst(); next != null; next = takeForFirst()) {
            next.callback.accept(new Hold(this, next.use, next.bytes));
        }
    }

    /// Takes the bytes at once, so that nobody else can before the callback runs.
    private synchronized @Nullable Place takeForFirst() {
        if (waiting.isEmpty() || !hasRoom(waiting.getFirst().use, waiting.getFirst().bytes)) {
            return null;
        }
        var first = waiting.removeFirst();
        take(first.use, first.bytes);
        return first;
    }

    /// True if it was still waiting. Those behind it may have room where it had none.
    boolean leave(Place place) {
        boolean waited;
        synchronized (this) {
            waited = waiting.remove(place);
        }
        serve();
        return waited;
    }

    /// Holds the bytes as [#holdInTurn] does; none if the patience ends before, or the other future completes. For
    /// virtual threads.
    public @Nullable Hold awaitHold(Use use, long bytes, Duration patience, CompletableFuture<?> over)
            throws InterruptedException {
        var held = new CompletableFuture<Hold>();
        var place = holdInTurn(use, bytes, held::complete);
        try {
            var _ = CompletableFuture.anyOf(held, over).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return place.leave() ? null : held.join();
        } catch (TimeoutException _) {
            return place.leave() ? null : held.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            if (!place.leave()) {
                held.join().release();
            }
            throw e;
        }
    }

    /// True while somebody waits for room, and for a minute after somebody had to wait or was refused: time to end
    /// what holds memory without need.
    public synchronized boolean isShort() {
        refused = refused && System.nanoTime() - refusedAt < SHORT_NANOS;
        return refused || !waiting.isEmpty();
    }

    synchronized boolean isWaitedFor() {
        return !waiting.isEmpty();
    }

    /// True if nothing is held, and nobody waits.
    synchronized boolean isIdle() {
        return waiting.isEmpty() && held() == 0;
    }

    private boolean hasRoom(Use use, long bytes) {
        long ofUse = held.getOrDefault(use, 0L);
        return ofUse == kept.getOrDefault(use, 0L) || ofUse + bytes <= use.limit(limit);
    }
}
