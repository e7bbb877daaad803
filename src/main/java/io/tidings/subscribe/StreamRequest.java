package io.tidings.subscribe;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.Selection;
import io.tidings.sse.EventFormat;
import io.tidings.sse.NativeFormat;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What a request for events asks for: which, from where, in which form.
record StreamRequest(Selection selection, Cursor from, EventFormat format) {
    /// Reads the query; the header of a browser that reconnects wins over it, because its URL stays the same.
    /// So does `lastEventId`, which polyfills that set no headers add to the URL instead.
    static StreamRequest parse(Selection selection, MultiMap query, Optional<String> lastEventId, InstantSource clock) {
        return new StreamRequest(
                selection,
                from(query, lastEventId, clock),
                "true".equals(query.get("envelope")) ? NativeFormat.ENVELOPE : NativeFormat.PLAIN);
    }

    private static Cursor from(MultiMap query, Optional<String> lastEventId, InstantSource clock) {
        var last = lastEventId
                .or(() -> Optional.ofNullable(query.get("lastEventId")))
                .filter(id -> !id.isEmpty());
        if (last.isPresent()) {
            return new Cursor.After(EventId.parse(last.get()));
        }
        return explicit(query, clock).orElseGet(() -> replay(Optional.ofNullable(query.get("replay"))));
    }

    /// Where `after` or `since` say, if one does.
    static Optional<Cursor> explicit(MultiMap query, InstantSource clock) {
        var after = Optional.ofNullable(query.get("after")).<Cursor>map(text -> new Cursor.After(EventId.parse(text)));
        var since = Optional.ofNullable(query.get("since")).map(text -> new Cursor.Since(instant(text, clock)));
        return after.or(() -> since);
    }

    private static Cursor replay(Optional<String> replay) {
        return switch (replay.orElse("none")) {
            case "none" -> new Cursor.Now();
            case "all" -> new Cursor.Beginning();
            case "latest" -> Cursor.Latest.START;
            default ->
                throw new InvalidEventException(
                        Part.REPLAY, "It is neither all nor latest: use one of these, or leave it out.");
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
                    Part.TIME, "It is neither an instant such as 2026-11-22T12:00:00Z nor a duration such as PT10M.");
        }
    }
}
