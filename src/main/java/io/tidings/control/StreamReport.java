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
    /// As JSON, without its topics and what a client may choose.
    private static final int BASE = 512;

    private static final int AROUND_TEXT = 4;

    /// About how many characters it has as JSON.
    int size() {
        return size(topics, length(subject) + length(userAgent));
    }

    /// The same of a stream with these topics, and this many characters of its subject and its user agent.
    static int size(List<String> topics, int others) {
        return BASE
                + others
                + topics.stream()
                        .mapToInt(topic -> topic.length() + AROUND_TEXT)
                        .sum();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /// What the log has for a stream that its client has not taken: how many events, and the seconds since the first of
    /// them was kept.
    @RegisterForReflection
    record Lag(long events, double seconds) {}
}
