package io.tidings.history;

import io.quarkus.runtime.configuration.MemorySize;
import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.Selection;
import io.tidings.log.EventLog;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.request.ClientAddress;
import io.tidings.request.RequestedCursor;
import io.tidings.request.RequestedLimit;
import io.tidings.server.PageResponses;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Answers requests for past events.
@ApplicationScoped
public class HistoryPages {
    private static final int MAX_BYTES = 256 * 1024;

    /// A page is bytes, text and JSON before it is sent.
    private static final int COPIES = 3;

    /// What an event takes on the heap beside its text.
    private static final int OBJECTS = 512;

    /// A search that finds nothing ends with an empty page after this time.
    private static final Duration MAX_SEARCH = Duration.ofSeconds(2);

    private final EventLog log;
    private final PageResponses responses;
    private final long mostBytes;

    /// A page has one event at least, however large that is.
    HistoryPages(
            EventLog log,
            PageResponses responses,
            @ConfigProperty(name = "tidings.publish.max-event-size", defaultValue = "1M") MemorySize largestEvent) {
        this.log = log;
        this.responses = responses;
        this.mostBytes = COPIES * Math.max(MAX_BYTES, largestEvent.asLongValue());
    }

    /// Answers with a page of the selected events, whose caller may read them. Call on the request's event
    /// loop.
    public void answer(RoutingContext request, Selection selection) {
        var query = request.queryParams();
        var from = RequestedCursor.ofHistory(query, InstantSource.system()).orElse(new Cursor.Beginning());
        var limit = new PageLimit(RequestedLimit.of(query), MAX_BYTES);
        responses.answer(
                request,
                ClientAddress.of(request.request()),
                mostBytes,
                held -> read(request, from, selection, limit, held));
    }

    private History read(RoutingContext request, Cursor from, Selection selection, PageLimit limit, LongConsumer held) {
        var page = log.read(from, selection, limit);
        boolean gap = page.gap().isPresent();
        // A client whose search ends without a find goes on with the next page.
        long end = System.nanoTime() + MAX_SEARCH.toNanos();
        while (page.events().isEmpty()
                && !page.reachesEnd()
                && !request.response().closed()
                && System.nanoTime() - end < 0) {
            page = log.read(page.next(), selection, limit);
        }
        held.accept(bytes(page));
        var events = page.events().stream().map(History.PastEvent::of).toList();
        return new History(events, next(page, request).orElse(null), gap);
    }

    private static long bytes(Page page) {
        return page.events().stream().mapToLong(HistoryPages::bytes).sum();
    }

    private static long bytes(Event event) {
        long names = event.topics().stream()
                .mapToLong(topic -> topic.name().length())
                .sum();
        return OBJECTS + COPIES * (event.data().length() + names);
    }

    /// The same request, from where this page ended.
    private static Optional<String> next(Page page, RoutingContext request) {
        if (page.reachesEnd() || !(page.next() instanceof Cursor.After(var id))) {
            return Optional.empty();
        }
        var next = UriBuilder.fromUri(request.request().uri())
                .replaceQueryParam("since")
                .replaceQueryParam("after", id.toString());
        return Optional.of(next.build().toString());
    }
}
