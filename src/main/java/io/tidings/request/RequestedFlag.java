package io.tidings.request;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.vertx.core.MultiMap;
import java.util.List;

/// A part of a query that says yes or no.
public final class RequestedFlag {
    private static final List<String> ALLOWED = List.of("true", "false");

    private RequestedFlag() {}

    /// True if any of its values says so, false if there is none. Throws [InvalidEventException] for anything else than
    /// true and false: a client that writes `yes` must not be told that it got what it asked for.
    public static boolean of(MultiMap query, String name) {
        var values = query.getAll(name);
        if (!ALLOWED.containsAll(values)) {
            throw new InvalidEventException(
                    Part.FLAG, "The parameter " + name + " is neither true nor false: write one of them.");
        }
        return values.contains("true");
    }
}
