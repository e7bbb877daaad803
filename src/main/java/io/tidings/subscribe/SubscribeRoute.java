package io.tidings.subscribe;

import io.tidings.access.Callers;
import io.tidings.auth.Caller;
import io.tidings.control.NamedStreams;
import io.tidings.control.OpenStream;
import io.tidings.control.UserAgents;
import io.tidings.delivery.Connection;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Selection;
import io.tidings.event.TopicMatcher;
import io.tidings.history.HistoryPages;
import io.tidings.memory.ClientShares;
import io.tidings.presence.PresentStreams;
import io.tidings.request.Accept;
import io.tidings.request.ClientAddress;
import io.tidings.request.RequestedCursor;
import io.tidings.request.RequestedFlag;
import io.tidings.request.RequestedPatterns;
import io.tidings.server.EventSourceRequest;
import io.tidings.server.Http2Streams;
import io.tidings.sse.NativeFormat;
import io.tidings.stream.StreamOpener;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Opens streams, or answers with a page of history, as the client prefers. A stream costs no more than its
/// connection. All of it runs on the connection's event loop and does not block.
class SubscribeRoute {
    private static final String EVENT_STREAM = "text/event-stream";
    private static final String JSON = "application/json";
    private static final List<String> SERVED = List.of(EVENT_STREAM, JSON);
    private static final int NOT_ACCEPTABLE = 406;

    /// What a stream takes in addition whose topics may change: its name, and what it has been sent, in bytes.
    private static final int CONTROL_BYTES = 2 * 1024;

    private final Callers callers;
    private final StreamLimits limits;
    private final SubscribeConfig config;
    private final Lanes lanes;
    private final Drain drain;
    private final ClientShares shares;
    private final HistoryPages history;
    private final NamedStreams named;
    private final PresentStreams present;
    private final UserAgents userAgents = new UserAgents();

    SubscribeRoute(
            Callers callers,
            StreamLimits limits,
            SubscribeConfig config,
            Lanes lanes,
            Drain drain,
            ClientShares shares,
            HistoryPages history,
            NamedStreams named,
            PresentStreams present) {
        this.callers = callers;
        this.limits = limits;
        this.config = config;
        this.lanes = lanes;
        this.drain = drain;
        this.shares = shares;
        this.history = history;
        this.named = named;
        this.present = present;
    }

    void route(@Observes Router router) {
        router.getWithRegex("/topics/.+").handler(this::negotiate);
        router.get("/events").handler(this::negotiate);
        router.headWithRegex("/topics/.+").handler(this::describe);
        router.head("/events").handler(this::describe);
    }

    private void negotiate(RoutingContext request) {
        switch (Accept.preferred(request, SERVED).orElse("")) {
            case EVENT_STREAM -> open(request);
            case JSON -> callers.identify(request, caller -> answerWithHistory(request, caller));
            default -> request.fail(NOT_ACCEPTABLE);
        }
    }

    /// Answers HEAD with what GET would begin with (RFC 9110, 9.3.2), and opens nothing.
    private void describe(RoutingContext request) {
        var type = Accept.preferred(request, SERVED);
        if (type.isEmpty()) {
            request.fail(NOT_ACCEPTABLE);
            return;
        }
        callers.identify(request, caller -> {
            var _ = granted(request, caller);
            request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            var _ = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, type.get())
                    .end();
        });
    }

    private void answerWithHistory(RoutingContext request, Caller caller) {
        request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        history.answer(request, granted(request, caller));
    }

    /// What the request asks for, if its caller may have that.
    private Selection granted(RoutingContext request, Caller caller) {
        caller.checkSubscribeToAnything();
        var wanted = RequestedPatterns.of(request, config.maxPatterns());
        caller.checkSubscribe(wanted);
        return caller.select(wanted);
    }

    private void open(RoutingContext request) {
        if (config.refusals() == Refusals.STREAM && Accept.names(request, EVENT_STREAM)) {
            EventSourceRequest.mark(request);
        }
        callers.identify(request, caller -> open(request, caller));
    }

    private void open(RoutingContext request, Caller caller) {
        if (isGone(request.request())) {
            return;
        }
        var selection = granted(request, caller);
        drain.refuseIfBegun();
        var from = RequestedCursor.ofStream(request, InstantSource.system());
        var format = RequestedFlag.of(request.queryParams(), "envelope") ? NativeFormat.ENVELOPE : NativeFormat.PLAIN;
        var stream = new OpenStream(
                caller,
                ClientAddress.of(request.request()),
                userAgents.shared(request.request().getHeader(HttpHeaders.USER_AGENT)),
                Instant.now(),
                bytes(request, selection));
        limits.enter(stream);
        try {
            var streams = lanes.of(((ContextInternal) request.vertx().getOrCreateContext()).nettyEventLoop());
            Http2Streams.leave(request.request());
            Http2Streams.begin(request.request());
            streams.lane()
                    .add(() -> begin(
                            request,
                            streams,
                            stream,
                            connection -> new Subscriber(selection, from, format, connection, stream)));
        } catch (RuntimeException e) {
            limits.leave(stream);
            throw e;
        }
    }

    private static boolean asksForControl(RoutingContext request) {
        return RequestedFlag.of(request.queryParams(), "control");
    }

    private int bytes(RoutingContext request, Selection selection) {
        return StreamOpener.bytes(request.request())
                + (asksForControl(request) ? CONTROL_BYTES : 0)
                + present.bytes(selection.wanted())
                + selection.wanted().all().stream().mapToInt(TopicMatcher::size).sum();
    }

    /// True if the client has closed the connection while this request waited behind another one on it. A
    /// response that begins then is never told so.
    private static boolean isGone(HttpServerRequest request) {
        return !((ConnectionBase) request.connection()).channel().isOpen();
    }

    /// Empty if the client is gone already. The stream keeps its place in the limits until this has run, even
    /// if its client is gone: the request is still in memory.
    private Optional<Subscriber> begin(
            RoutingContext request,
            LoopStreams streams,
            OpenStream stream,
            Function<Connection, Subscriber> subscriberOf) {
        if (isGone(request.request()) || request.response().closed()) {
            limits.leave(stream);
            return Optional.empty();
        }
        // The head of the request is not there any more when the stream is.
        boolean controlled = asksForControl(request);
        try {
            var connection = StreamOpener.open(request, streams.chunks(), shares.of(stream.address()));
            var subscriber = subscriberOf.apply(connection);
            if (controlled) {
                subscriber.prepareForChanges(
                        named.open(stream, streams.lane(), subscriber, Instant.now())
                                .toString(),
                        stream.expiry());
            }
            // Until the lane has removed it, its credential may be renewed and its topics may change.
            connection.whenClosed(() -> streams.lane().remove(subscriber, () -> leave(stream)));
            return Optional.of(subscriber);
        } catch (RuntimeException | Error e) {
            leave(stream);
            throw e;
        }
    }

    private void leave(OpenStream stream) {
        limits.leave(stream);
        named.close(stream);
    }
}
