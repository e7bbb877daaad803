package io.tidings.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Refuses the tokens of a subject that were issued before an instant, which has whole milliseconds. Without
/// an issuer it is about all subjects of that name.
public record Revocation(Optional<String> issuer, String name, Instant before) {
    public Revocation {
        before = before.truncatedTo(ChronoUnit.MILLIS);
    }
}
