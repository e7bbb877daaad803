package io.tidings.auth;

import io.tidings.event.Patterns;
import io.tidings.event.Selection;

/// What a caller may read, decided once when a request is let in. A stream keeps it for as long as it is open.
public record Grants(Patterns readable) {
    /// Everything.
    public static final Grants ALL = new Grants(Patterns.ALL);

    /// What the caller gets of what it wants.
    public Selection select(Patterns wanted) {
        return new Selection(wanted, readable);
    }
}
