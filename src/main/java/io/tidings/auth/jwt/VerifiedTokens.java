package io.tidings.auth.jwt;

import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.event.TopicMatcher;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Tokens that were found to be good, by their fingerprints. When they take more memory than they may, those
/// go first that were not shown for the longest time. Any thread may call it.
final class VerifiedTokens {
    private static final int OBJECTS = 1_024;

    private final long maxBytes;
    private final LinkedHashMap<Fingerprint, Caller> callers = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    VerifiedTokens(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<Caller> get(Fingerprint fingerprint, Instant now) {
        var caller = callers.get(fingerprint);
        if (caller != null && caller.validity().isOver(now)) {
            remove(fingerprint);
            return Optional.empty();
        }
        return Optional.ofNullable(caller);
    }

    synchronized void add(Fingerprint fingerprint, Caller caller) {
        remove(fingerprint);
        callers.put(fingerprint, caller);
        bytes += bytes(caller);
        while (bytes > maxBytes) {
            remove(callers.firstEntry().getKey());
        }
    }

    private void remove(Fingerprint fingerprint) {
        var removed = callers.remove(fingerprint);
        if (removed != null) {
            bytes -= bytes(removed);
        }
    }

    private static int bytes(Caller caller) {
        return OBJECTS
                + caller.subject().map(subject -> 2 * subject.name().length()).orElse(0)
                + size(caller.own().publish().all())
                + size(caller.own().subscribe().all());
    }

    private static int size(Iterable<TopicMatcher> matchers) {
        int size = 0;
        for (var matcher : matchers) {
            size += matcher.size();
        }
        return size;
    }
}
