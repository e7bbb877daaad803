package io.tidings.control;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TopicPattern;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which streams a request is about, as its query says.
final class RequestedStreams {
    private static final Set<String> STATES = Set.of("live", "catching-up", "stalled");

    /// No token has a longer one.
    private static final int MAX_SUBJECT = 1_024;

    private RequestedStreams() {}

    /// Throws [InvalidEventException] if a filter is none.
    static StreamQuery of(MultiMap parameters) {
        var topic = Optional.ofNullable(parameters.get("topic"))
                .map(text -> TopicPattern.parse(text).toString());
        return new StreamQuery(
                topic.orElse(null),
                named(parameters, "subject"),
                named(parameters, "issuer"),
                state(parameters.get("state")),
                seconds(parameters.get("minLagSeconds")));
    }

    /// The name of a subject or of an issuer, as long as one may be.
    private static @Nullable String named(MultiMap parameters, String name) {
        var text = parameters.get(name);
        if (text != null && (text.isEmpty() || text.length() > MAX_SUBJECT)) {
            throw new InvalidEventException(
                    Part.SUBJECT,
                    "The parameter " + name + " has no characters or more than " + MAX_SUBJECT
                            + ": send what a token has, or leave it out.");
        }
        return text;
    }

    private static @Nullable String state(@Nullable String text) {
        if (text != null && !STATES.contains(text)) {
            throw new InvalidEventException(
                    Part.STATE,
                    "The parameter state is neither live nor catching-up nor stalled: send one of them, or leave it out.");
        }
        return text;
    }

    private static double seconds(@Nullable String text) {
        try {
            double seconds = text == null ? 0 : Double.parseDouble(text);
            if (seconds >= 0 && Double.isFinite(seconds)) {
                return seconds;
            }
        } catch (NumberFormatException _) {
            // refused like a number that is out of range
        }
        throw new InvalidEventException(
                Part.LAG,
                "The parameter minLagSeconds is not a number of seconds from 0 on: send one, such as 5 or 0.5.");
    }
}
