package io.tidings.replica;

import io.tidings.redis.RedisUnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What waits to be sent to others, or wants to know which of them live. While Redis is away it refuses at once. Any
/// thread may put something in; one takes it out.
final class Outbox {
    private static final int MAX_MESSAGES = 100;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_QUEUED = 20_000;

    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
    private volatile @Nullable RedisUnavailableException failure;
    private volatile boolean closed;

    /// A task for the thread that sends.
    sealed interface Task {
        CompletableFuture<?> done();
    }

    /// Gives false if its receiver is not known.
    record Post(Message message, CompletableFuture<Boolean> done) implements Task {}

    record Look(CompletableFuture<Set<ReplicaName>> done) implements Task {}

    /// While Redis is away, a task does not wait for the next attempt to reach it.
    <T extends Task> T put(T task) {
        var lasting = failure;
        if (lasting != null) {
            task.done().completeExceptionally(lasting);
        } else if (closed || !queue.offer(task)) {
            task.done().completeExceptionally(atAnEnd());
        }
        return task;
    }

    /// Waits for a task, or for a time, and adds those that have queued up to a group, no more than go into one
    /// request.
    void take(Collection<Task> group, long nanos) throws InterruptedException {
        var next = queue.poll(nanos, TimeUnit.NANOSECONDS);
        long bytes = 0;
        while (next != null) {
            group.add(next);
            bytes += next instanceof Post post ? post.message().size() : 0;
            next = group.size() < MAX_MESSAGES && bytes < MAX_BYTES ? queue.poll() : null;
        }
    }

    /// Redis has answered.
    void reopen() {
        failure = null;
    }

    /// Refuses a group and all that wait, and what comes until Redis has answered.
    void refuse(List<Task> group, RedisUnavailableException unavailable) {
        failure = unavailable;
        group.forEach(task -> task.done().completeExceptionally(unavailable));
        refuseQueued(unavailable);
    }

    /// Takes nothing more, and wakes the thread that waits for a task.
    void close() {
        closed = true;
        var _ = queue.offer(new Look(new CompletableFuture<>()));
    }

    /// Takes nothing more, and refuses what waits: nobody will send it.
    void end() {
        closed = true;
        refuseQueued(atAnEnd());
    }

    private void refuseQueued(RedisUnavailableException reason) {
        for (var task = queue.poll(); task != null; task = queue.poll()) {
            task.done().completeExceptionally(reason);
        }
    }

    private static RedisUnavailableException atAnEnd() {
        return new RedisUnavailableException("the calls between hubs are at an end");
    }
}
