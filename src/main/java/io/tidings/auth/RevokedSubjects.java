package io.tidings.auth;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The subjects whose tokens are refused if they were issued too early. Any thread may call it; asking takes
/// no lock, and costs nothing while no subject is revoked. What was learned once is forgotten only when it no
/// longer holds, even if the store has lost it.
@Singleton
public final class RevokedSubjects {
    /// By name.
    private volatile Map<String, List<Revoked>> byName = Map.of();

    /// Tokens of a name that were issued in the second of an instant or before are refused until another
    /// instant. Without an issuer those of all subjects of that name are.
    public record Revoked(Optional<String> issuer, String name, Instant before, Instant until) {
        private boolean isOf(Subject subject) {
            return issuer.isEmpty() || issuer.equals(subject.issuer());
        }

        private boolean refuses(Subject subject, Optional<Instant> issuedAt, Instant now) {
            return isOf(subject)
                    && now.isBefore(until)
                    && (issuedAt.isEmpty() || issuedAt.get().getEpochSecond() <= before.getEpochSecond());
        }

        private boolean isReplacedBy(Revoked other) {
            return issuer.equals(other.issuer) && !before.isAfter(other.before);
        }
    }

    /// Adds some, and forgets those that no longer hold.
    public synchronized void learn(List<Revoked> more, Instant now) {
        var all = new HashMap<String, List<Revoked>>();
        byName.values().forEach(known -> known.forEach(each -> add(all, each, now)));
        more.forEach(each -> add(all, each, now));
        byName = Map.copyOf(all);
    }

    private static void add(Map<String, List<Revoked>> all, Revoked revoked, Instant now) {
        if (!now.isBefore(revoked.until())) {
            return;
        }
        var others = all.computeIfAbsent(revoked.name(), _ -> new ArrayList<>(1));
        if (others.stream().noneMatch(revoked::isReplacedBy)) {
            others.removeIf(other -> other.isReplacedBy(revoked));
            others.add(revoked);
        }
    }

    /// Whether a token of the subject is refused at this time. One that does not say when it was issued is as
    /// old as can be.
    boolean refuses(Subject subject, Optional<Instant> issuedAt, Instant now) {
        return find(subject, issuedAt, now).isPresent();
    }

    /// Throws if a token of the subject is refused at this time.
    public void check(Subject subject, Optional<Instant> issuedAt, Instant now) {
        if (refuses(subject, issuedAt, now)) {
            throw new InvalidTokenException("its subject was revoked after it was issued");
        }
    }

    private Optional<Revoked> find(Subject subject, Optional<Instant> issuedAt, Instant now) {
        var known = byName;
        if (known.isEmpty()) {
            return Optional.empty();
        }
        return known.getOrDefault(subject.name(), List.of()).stream()
                .filter(revoked -> revoked.refuses(subject, issuedAt, now))
                .findFirst();
    }
}
