package io.tidings.request;

import io.netty.util.AsciiString;
import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Where a request for events begins in the log.
public final class RequestedCursor {
    private static final CharSequence LAST_EVENT_ID = new AsciiString("Last-Event-ID");

    private RequestedCursor() {}

    /// Where a stream begins. The `Last-Event-ID` of a browser that reconnects wins over the query, because
    /// its URL stays the same. So does `lastEventId`, which polyfills that set no headers add to the URL
    /// instead.
    public static Cursor ofStream(RoutingContext request, InstantSource clock) {
        var query = request.queryParams();
        return lastEventId(request.request(), query)
                .<Cursor>map(id -> new Cursor.After(EventId.parse(id)))
                .or(() -> ofHistory(query, clock))
                .orElseGet(() -> replay(Optional.ofNullable(query.get("replay"))));
    }

    /// Where `after` or `since` says, if the query has one.
    public static Optional<Cursor> ofHistory(MultiMap query, InstantSource clock) {
        var after = Optional.ofNullable(query.get("after")).<Cursor>map(text -> new Cursor.After(EventId.parse(text)));
        var since = Optional.ofNullable(query.get("since")).map(text -> new Cursor.Since(instant(text, clock)));
        return after.or(() -> since);
    }

    private static Optional<String> lastEventId(HttpServerRequest request, MultiMap query) {
        return Optional.ofNullable(request.getHeader(LAST_EVENT_ID))
                .filter(id -> !id.isEmpty())
                .or(() -> Optional.ofNullable(query.get("lastEventId")).filter(id -> !id.isEmpty()));
    }

    private static Cursor replay(Optional<String> replay) {
        return switch (replay.orElse("none")) {
            case "none" -> new Cursor.Now();
            case "all" -> new Cursor.Beginning();
            case "latest" -> Cursor.Latest.START;
            default ->
                throw new InvalidEventException(
                        Part.REPLAY,
                        "The parameter replay is neither all nor latest: use one of these, or leave it out.");
        };
    }

    private static Instant instant(String text, InstantSource clock) {
        try {
            var instant = text.startsWith("P") ? clock.instant().minus(Duration.parse(text)) : Instant.parse(text);
            // Throws if it is too far away to be that of any event.
            var _ = instant.toEpochMilli();
            return instant;
        } catch (DateTimeException | ArithmeticException _) {
            throw new InvalidEventException(
                    Part.TIME,
                    "The time is neither an instant such as 2026-11-22T12:00:00Z nor a duration: for ten minutes send"
                            + " PT10M.");
        }
    }
}
