package io.tidings.request;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.Patterns;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// The patterns that a request for a stream or for history names.
public final class RequestedPatterns {
    private RequestedPatterns() {}

    /// The pattern in the path, or else those in the query. Throws [InvalidEventException] if
    /// there is none, or more than the given number.
    public static Patterns of(RoutingContext request, int maxPatterns) {
        var texts = TopicPath.of(request).map(List::of).orElseGet(() -> request.queryParam("topic"));
        if (texts.isEmpty()) {
            throw new InvalidEventException(
                    Part.PATTERN, "There is no pattern: name at least one, as in /events?topic=news.");
        }
        if (texts.size() > maxPatterns) {
            throw new InvalidEventException(
                    Part.PATTERN,
                    "There are more than " + maxPatterns + " patterns: use wildcards, or several streams.");
        }
        var wanted = texts.stream().<TopicMatcher>map(TopicPattern::parse).toList();
        return new Patterns(wanted);
    }
}
