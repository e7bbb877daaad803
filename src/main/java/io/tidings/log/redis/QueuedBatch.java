package io.tidings.log.redis;

import io.tidings.event.Draft;
import io.tidings.log.Batch;
import io.tidings.log.GroupCommit;
import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyKey;
import io.tidings.log.LogUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A batch that waits to be appended.
final class QueuedBatch implements GroupCommit.Task {
    private final List<Draft> drafts;
    private final Optional<IdempotencyKey> key;
    private final Weight weight;
    private final long queuedAt = System.nanoTime();
    private final CompletableFuture<IdRange> kept = new CompletableFuture<>();

    private QueuedBatch(List<Draft> drafts, Optional<IdempotencyKey> key) {
        this.drafts = drafts;
        this.key = key;
        this.weight = drafts.stream().map(Weight::of).reduce(Weight.NONE, Weight::plus);
    }

    static QueuedBatch of(Batch batch) {
        return new QueuedBatch(batch.drafts(), batch.key());
    }

    /// Nothing to keep, which fails as a batch would.
    static QueuedBatch probe() {
        return new QueuedBatch(List.of(), Optional.empty());
    }

    boolean isProbe() {
        return drafts.isEmpty();
    }

    List<Draft> drafts() {
        return drafts;
    }

    Optional<IdempotencyKey> key() {
        return key;
    }

    /// As [System#nanoTime] tells it.
    long queuedAt() {
        return queuedAt;
    }

    Weight weight() {
        return weight;
    }

    CompletableFuture<IdRange> kept() {
        return kept;
    }

    @Override
    public void refuse(LogUnavailableException reason) {
        kept.completeExceptionally(reason);
    }
}
