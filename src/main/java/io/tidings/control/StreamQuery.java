package io.tidings.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.auth.Subject;
import io.tidings.delivery.StreamState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Selects open streams: those that hear a topic, or name a pattern; those of a subject, of an issuer, or of
/// both; those in a state; those that lag for some seconds at least.
@RegisterForReflection
record StreamQuery(
        @Nullable String topic,
        @Nullable String subject,
        @Nullable String issuer,
        @Nullable String state,
        double minLagSeconds) {
    /// Whether a stream is of the subject and the issuer.
    boolean isOf(OpenStream stream) {
        return (subject == null && issuer == null)
                || stream.subject().map(this::isSubject).orElse(false);
    }

    private boolean isSubject(Subject other) {
        return (subject == null || subject.equals(other.name()))
                && (issuer == null || issuer.equals(other.issuer().orElse(null)));
    }

    /// A state as it is written in answers: `live`, `catching-up` or `stalled`.
    static String name(StreamState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
