package io.tidings.log;

import java.util.List;

/// The oldest changes that a store has not been told to forget, in order. Every replica that asks gets the same
/// ones under the same name until one of them tells the store that they are kept.
public record PresenceChanges(String name, List<PresenceChange> all) {
    /// There are none.
    public static final PresenceChanges NONE = new PresenceChanges("", List.of());

    public PresenceChanges {
        all = List.copyOf(all);
    }
}
