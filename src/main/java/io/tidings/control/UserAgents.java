package io.tidings.control;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What clients say that they are, each text kept once for all streams: many clients say the same. Any thread may call
/// it.
public final class UserAgents {
    private static final int MAX_LENGTH = 200;

    /// Clients may say anything. Beyond this many texts, new ones are not kept.
    private static final int MOST = 1_000;

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    /// The text that all streams share, cut where it is too long; empty if there is none, or no room for another one.
    public Optional<String> shared(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isEmpty()) {
            return Optional.empty();
        }
        var text = userAgent.length() > MAX_LENGTH ? userAgent.substring(0, MAX_LENGTH) : userAgent;
        if (texts.size() >= MOST) {
            return Optional.ofNullable(texts.get(text));
        }
        return Optional.of(texts.computeIfAbsent(text, known -> known));
    }
}
