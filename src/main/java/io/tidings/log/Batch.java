package io.tidings.log;

import io.tidings.event.Draft;
import java.util.List;
import java.util.Optional;

/// Drafts to keep together, one at least, all or none, in this order. With an idempotency key, a batch that repeats one
/// of the last minutes is not kept again.
public record Batch(List<Draft> drafts, Optional<String> idempotencyKey) {
    public Batch {
        drafts = List.copyOf(drafts);
        if (drafts.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one draft");
        }
    }

    public static Batch of(Draft... drafts) {
        return new Batch(List.of(drafts), Optional.empty());
    }
}
