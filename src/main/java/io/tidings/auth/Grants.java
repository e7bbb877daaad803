package io.tidings.auth;

import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import java.util.List;

/// Of which topics a caller may read private events, decided once when a request is let in. A stream keeps it for as
/// long as it is open.
public record Grants(Patterns readable) {
    /// All but those of the hub.
    public static final Grants ALL = new Grants(Patterns.ALL);

    /// None: what those may read that show no credential.
    public static final Grants ANONYMOUS = new Grants(new Patterns(List.of()));

    /// What the caller gets of what it wants.
    public Selection select(Patterns wanted) {
        return new Selection(wanted, readable);
    }
}
