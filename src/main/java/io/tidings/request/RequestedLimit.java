package io.tidings.request;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.vertx.core.MultiMap;
import java.util.Optional;

/// How many entries a page may have at most, as the query says: a hundred unless it does.
public final class RequestedLimit {
    private static final int DEFAULT = 100;
    private static final int MAX = 1_000;

    private RequestedLimit() {}

    /// Throws [InvalidEventException] if it is out of range, or no number.
    public static int of(MultiMap query) {
        try {
            int limit = Optional.ofNullable(query.get("limit"))
                    .map(Integer::parseInt)
                    .orElse(DEFAULT);
            if (limit >= 1 && limit <= MAX) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // refused like a number that is out of range
        }
        throw new InvalidEventException(
                Part.LIMIT,
                "The parameter limit is not a number from 1 to " + MAX + ": send one, or leave it out for " + DEFAULT
                        + ".");
    }
}
