package io.tidings.log;

import io.tidings.event.Draft;
import java.util.List;
import java.util.Optional;

/// Drafts to keep together, one at least, all or none, in this order. With an idempotency key, a batch that repeats one
/// of the last minutes is not kept again, and one that differs from it is refused.
public record Batch(List<Draft> drafts, Optional<String> idempotencyKey) {
    public Batch {
        drafts = List.copyOf(drafts);
        if (drafts.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one draft");
        }
    }

    /// Its idempotency key with what it stands for. Reads all of the batch.
    public Optional<IdempotencyKey> key() {
        return idempotencyKey.map(name -> IdempotencyKey.of(name, drafts));
    }

    public static Batch of(Draft... drafts) {
        return new Batch(List.of(drafts), Optional.empty());
    }
}
