package io.tidings.log.memory;

import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The batches of the last minutes by their idempotency keys, oldest first.
final class RecentBatches {
    private final InstantSource clock;
    private final IdempotencyLimits limits;
    private final Map<String, Kept> batches = new LinkedHashMap<>();

    private record Kept(Instant at, IdRange ids) {}

    RecentBatches(InstantSource clock, IdempotencyLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    Optional<IdRange> find(String key) {
        return Optional.ofNullable(batches.get(key))
                .filter(batch -> batch.at().plus(limits.window()).isAfter(clock.instant()))
                .map(Kept::ids);
    }

    void add(String key, IdRange ids) {
        batches.remove(key);
        batches.put(key, new Kept(clock.instant(), ids));
        if (batches.size() > limits.keys()) {
            batches.remove(batches.keySet().iterator().next());
        }
    }
}
