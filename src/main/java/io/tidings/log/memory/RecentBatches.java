package io.tidings.log.memory;

import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyKey;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.KeptBatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The batches of the last minutes by their idempotency keys, oldest first, within their limits and a number of bytes
/// on the heap. Over either the oldest are forgotten.
final class RecentBatches {
    private final InstantSource clock;
    private final IdempotencyLimits limits;
    private final Footprint footprint;
    private final long maxBytes;
    private final Map<String, Kept> batches = new LinkedHashMap<>();
    private long bytes;

    private record Kept(Instant at, KeptBatch batch) {}

    RecentBatches(InstantSource clock, IdempotencyLimits limits, Footprint footprint, long maxBytes) {
        this.clock = clock;
        this.limits = limits;
        this.footprint = footprint;
        this.maxBytes = maxBytes;
    }

    Optional<KeptBatch> find(IdempotencyKey key) {
        return Optional.ofNullable(batches.get(key.name()))
                .filter(this::isRecent)
                .map(Kept::batch);
    }

    void add(IdempotencyKey key, IdRange ids) {
        remove(key.name());
        batches.put(key.name(), new Kept(clock.instant(), new KeptBatch(ids, key.digest())));
        bytes += footprint.ofKey(key.name());
        while (!batches.isEmpty() && (batches.size() > limits.keys() || bytes > maxBytes || !oldestIsRecent())) {
            remove(batches.keySet().iterator().next());
        }
    }

    /// What they take of the heap.
    long bytes() {
        return bytes;
    }

    private void remove(String key) {
        if (batches.remove(key) != null) {
            bytes -= footprint.ofKey(key);
        }
    }

    private boolean oldestIsRecent() {
        return isRecent(batches.values().iterator().next());
    }

    private boolean isRecent(Kept batch) {
        return batch.at().plus(limits.window()).isAfter(clock.instant());
    }
}
