package io.tidings.log.memory;

import io.tidings.log.Revocation;
import io.tidings.log.Revocations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Revocations that hold until the hub stops.
final class MemoryRevocations implements Revocations {
    private final InstantSource clock;
    private final Map<Revoked, Instant> instants = new HashMap<>();

    MemoryRevocations(InstantSource clock) {
        this.clock = clock;
    }

    private record Revoked(Optional<String> issuer, String name) {}

    @Override
    public synchronized void revoke(Revocation revocation) {
        forget();
        var revoked = new Revoked(revocation.issuer(), revocation.name());
        if (instants.size() >= MOST && !instants.containsKey(revoked)) {
            throw Revocations.tooMany();
        }
        instants.merge(revoked, revocation.before(), (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public synchronized List<Revocation> all() {
        forget();
        return instants.entrySet().stream()
                .map(each ->
                        new Revocation(each.getKey().issuer(), each.getKey().name(), each.getValue()))
                .toList();
    }

    private void forget() {
        var oldest = clock.instant().minus(KEPT);
        instants.values().removeIf(before -> !before.isAfter(oldest));
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
