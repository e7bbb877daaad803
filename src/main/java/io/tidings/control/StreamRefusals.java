package io.tidings.control;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TopicMatcher;
import io.tidings.refusal.Excerpt;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.util.List;
import java.util.stream.Collectors;

/// Why a stream is not changed or ended. A stream of somebody else looks like one that there is not.
final class StreamRefusals {
    private StreamRefusals() {}

    static RefusedException unknown() {
        return new RefusedException(
                Refusal.UNKNOWN_STREAM,
                "No open stream that you may change has this id: take the one from the stream's last tidings:stream event.");
    }

    static RefusedException tooManyChanges() {
        return new RefusedException(
                Refusal.TOO_MANY_CHANGES,
                "This stream was changed ten times in this second: wait, and change it once.");
    }

    static RefusedException notNow(String reason) {
        return new RefusedException(
                Refusal.STREAM_BUSY, "The stream cannot be changed now, since " + reason + ": try again.");
    }

    static RefusedException tooManyPatterns(int most) {
        return new InvalidEventException(
                Part.PATTERN, "The stream would have more than " + most + " patterns: remove some, or use wildcards.");
    }

    static RefusedException notGranted(List<TopicMatcher> patterns) {
        return new RefusedException(
                Refusal.FORBIDDEN,
                "The token of the stream has no grant to subscribe to " + names(patterns)
                        + ": leave that out, or renew the token of the stream first.");
    }

    static RefusedException weaker(List<TopicMatcher> patterns) {
        return new RefusedException(
                Refusal.FORBIDDEN,
                "The new token has no grant to subscribe to " + names(patterns)
                        + ", which the stream hears: remove that from the stream first.");
    }

    static RefusedException takesNoToken() {
        return new RefusedException(
                Refusal.FORBIDDEN, "This stream has no subject, so it takes no token: open another stream with yours.");
    }

    static RefusedException silentReplica() {
        return new RefusedException(
                Refusal.REPLICA_UNAVAILABLE, "The node that serves the stream does not answer: try again.");
    }

    static RefusedException outOfMemory() {
        return new RefusedException(
                Refusal.OUT_OF_MEMORY, "This node has no memory left for more topics of the stream: try again.");
    }

    static RefusedException changedUnanswered() {
        return new RefusedException(
                Refusal.OUT_OF_MEMORY,
                "The stream is changed, but this node has no memory left for the answer: see its last tidings:topics event.");
    }

    static RefusedException noRoom() {
        return new RefusedException(Refusal.OUT_OF_MEMORY, "A node has no memory left for its streams: try again.");
    }

    static RefusedException unreachable(RuntimeException cause) {
        return new RefusedException(
                Refusal.REPLICA_UNAVAILABLE,
                "The node that serves the stream cannot be asked now: try again after 5 s.",
                cause);
    }

    private static String names(List<TopicMatcher> patterns) {
        return patterns.stream()
                .limit(10)
                .map(pattern -> Excerpt.of(pattern.toString()))
                .collect(Collectors.joining(", "));
    }
}
