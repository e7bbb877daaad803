package io.tidings.subscribe;

import io.netty.util.AsciiString;
import io.tidings.auth.AccessPolicy;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Selection;
import io.tidings.event.TopicMatcher;
import io.tidings.memory.Budget;
import io.tidings.server.EventSourceRequest;
import io.tidings.server.Http2Streams;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Opens streams, or answers with a page of history, as the client prefers. A stream costs no more than its
/// connection. All of it runs on the connection's event loop and does not block.
class SubscribeRoute {
    private static final String EVENT_STREAM = "text/event-stream";
    private static final Set<String> STREAMS = Set.of(EVENT_STREAM, "text/*", "*/*");
    private static final Set<String> HISTORIES = Set.of("application/json", "application/*");
    private static final int NOT_ACCEPTABLE = 406;
    private static final CharSequence LAST_EVENT_ID = new AsciiString("Last-Event-ID");

    private final AccessPolicy policy;
    private final StreamLimits limits;
    private final SubscribeConfig config;
    private final Lanes lanes;
    private final Drain drain;
    private final Budget budget;
    private final HistoryPages history;

    SubscribeRoute(
            AccessPolicy policy,
            StreamLimits limits,
            SubscribeConfig config,
            Lanes lanes,
            Drain drain,
            Budget budget,
            HistoryPages history) {
        this.policy = policy;
        this.limits = limits;
        this.config = config;
        this.lanes = lanes;
        this.drain = drain;
        this.budget = budget;
        this.history = history;
    }

    void route(@Observes Router router) {
        router.getWithRegex("/topics/.+").handler(this::negotiate);
        router.get("/events").handler(this::negotiate);
        router.headWithRegex("/topics/.+").handler(this::describe);
        router.head("/events").handler(this::describe);
    }

    private void negotiate(RoutingContext request) {
        var best = best(request.parsedHeaders().accept());
        if (STREAMS.contains(best)) {
            if (best.equals(EVENT_STREAM) && config.refusals() == Refusals.STREAM) {
                EventSourceRequest.mark(request);
            }
            open(request);
        } else if (HISTORIES.contains(best)) {
            request.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            history.answer(request);
        } else {
            request.fail(NOT_ACCEPTABLE);
        }
    }

    /// Answers HEAD with what GET would begin with (RFC 9110, 9.3.2), and opens nothing.
    private void describe(RoutingContext request) {
        var best = best(request.parsedHeaders().accept());
        if (best.isEmpty()) {
            request.fail(NOT_ACCEPTABLE);
            return;
        }
        policy.checkSubscribe(Requests.token(request));
        var _ = Requests.selection(request, config.maxPatterns());
        var type = STREAMS.contains(best) ? EVENT_STREAM : "application/json";
        var _ = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .end();
    }

    /// Of the media types that are served here the one that the client likes best (RFC 9110, 12.5.1: they are the same
    /// in any case, and a weight of 0 means none of them); empty if it likes none.
    private static String best(List<MIMEHeader> accepted) {
        if (accepted.isEmpty()) {
            return "*/*";
        }
        return accepted.stream()
                .filter(type -> type.weight() > 0)
                .map(type -> (type.component() + "/" + type.subComponent()).toLowerCase(Locale.ROOT))
                .filter(type -> STREAMS.contains(type) || HISTORIES.contains(type))
                .findFirst()
                .orElse("");
    }

    private void open(RoutingContext request) {
        if (isGone(request.request())) {
            return;
        }
        policy.checkSubscribe(Requests.token(request));
        drain.check();
        var lastEventId =
                Optional.ofNullable(request.request().getHeader(LAST_EVENT_ID)).filter(id -> !id.isEmpty());
        var asked = StreamRequest.parse(
                Requests.selection(request, config.maxPatterns()),
                request.queryParams(),
                lastEventId,
                InstantSource.system());
        var leave = limits.enter(Requests.address(request), bytes(request.request(), asked.selection()));
        try {
            var place = lanes.of(((ContextInternal) request.vertx().getOrCreateContext()).nettyEventLoop());
            request.response().closeHandler(_ -> leave.run());
            Http2Streams.leave(request.request());
            place.lane().add(() -> begin(request.request(), asked, place, leave));
        } catch (RuntimeException e) {
            leave.run();
            throw e;
        }
    }

    /// What a stream of this request takes on the heap and outside of it: 3.4 KB as measured where it has its channel
    /// for itself, 20 KB with TLS.
    private static int bytes(HttpServerRequest request, Selection selection) {
        int connection = request.isSSL() ? 20 * 1024 : 4 * 1024;
        return connection
                + selection.wanted().all().stream().mapToInt(TopicMatcher::size).sum();
    }

    /// True if the client has closed the connection while this request waited behind another one on it. A response
    /// that begins then is never told so.
    private static boolean isGone(HttpServerRequest request) {
        return !((ConnectionBase) request.connection()).channel().isOpen();
    }

    /// None if the client is gone already.
    private Optional<Subscriber> begin(
            HttpServerRequest request, StreamRequest asked, Lanes.Place place, Runnable leave) {
        if (isGone(request) || request.response().closed()) {
            leave.run();
            return Optional.empty();
        }
        // To be taken over is, for the response, to be closed.
        request.response().closeHandler(null);
        var connection = StreamResponse.begin(request, place.chunks(), budget);
        var subscriber = new Subscriber(asked.selection(), asked.from(), asked.format(), connection);
        connection.whenClosed(() -> {
            place.lane().remove(subscriber);
            leave.run();
        });
        return Optional.of(subscriber);
    }
}
