package io.tidings.history;

import io.quarkus.runtime.configuration.MemorySize;
import io.tidings.event.Cursor;
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
    /// A search that finds nothing ends with an empty page after this time.
    private static final Duration MAX_SEARCH = Duration.ofSeconds(2);

    private final EventLog log;
    private final PageResponses responses;
    private final HistorySize size;

    HistoryPages(
            EventLog log,
            PageResponses responses,
            @ConfigProperty(name = "tidings.publish.max-event-size", defaultValue = "1M") MemorySize mostData,
            @ConfigProperty(name = "tidings.publish.max-topics", defaultValue = "16") int mostTopics) {
        this.log = log;
        this.responses = responses;
        this.size = new HistorySize(mostData.asLongValue(), mostTopics);
    }

    /// Answers with a page of the selected events, whose caller may read them. Call on the request's event
    /// loop.
    public void answer(RoutingContext request, Selection selection) {
        var query = request.queryParams();
        var from = RequestedCursor.ofHistory(query, InstantSource.system()).orElse(new Cursor.Beginning());
        var limit = HistorySize.limit(RequestedLimit.of(query));
        responses.answer(
                request,
                ClientAddress.of(request.request()),
                selection.wanted().bytesOfMatchers(),
                size.most(limit.events()),
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
        held.accept(HistorySize.of(page));
        var events = page.events().stream().map(History.PastEvent::of).toList();
        return new History(events, next(page, request).orElse(null), gap);
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
