package io.tidings.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An open stream as an operator sees it.
@RegisterForReflection
record StreamReport(
        String stream,
        @Nullable String subject,
        @Nullable String issuer,
        String address,
        @Nullable String userAgent,
        List<String> topics,
        String since,
        String state,
        String cursor,
        Lag lag,
        long waitingBytes,
        long delivered,
        String node) {
    /// What the log has for a stream that its client has not taken: how many events, and the seconds since the first of
    /// them was kept.
    @RegisterForReflection
    record Lag(long events, double seconds) {
        static final Lag NONE = new Lag(0, 0);
    }
}
