package io.tidings.subscribe;

import io.netty.util.AsciiString;
import io.tidings.auth.AccessPolicy;
import io.tidings.delivery.Subscriber;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.ParsableMIMEValue;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Opens streams. A request for one never becomes a REST request, so that it costs no more than its connection; one for
/// JSON goes on to the history resources. All of it runs on the connection's event loop and does not block.
class SubscribeRoute {
    private static final MIMEHeader STREAM = new ParsableMIMEValue("text/event-stream").forceParse();
    private static final MIMEHeader JSON = new ParsableMIMEValue("application/json").forceParse();
    private static final List<MIMEHeader> OFFERED = List.of(STREAM, JSON);
    private static final CharSequence LAST_EVENT_ID = new AsciiString("Last-Event-ID");

    private final AccessPolicy policy;
    private final StreamLimits limits;
    private final SubscribeConfig config;
    private final Lanes lanes;
    private final Drain drain;

    SubscribeRoute(AccessPolicy policy, StreamLimits limits, SubscribeConfig config, Lanes lanes, Drain drain) {
        this.policy = policy;
        this.limits = limits;
        this.config = config;
        this.lanes = lanes;
        this.drain = drain;
    }

    void route(@Observes Router router) {
        router.getWithRegex("/topics/.+").handler(this::negotiate);
        router.get("/events").handler(this::negotiate);
    }

    private void negotiate(RoutingContext request) {
        var headers = request.parsedHeaders();
        var accepted = headers.accept();
        boolean anything = accepted.isEmpty();
        if (anything || STREAM.equals(headers.findBestUserAcceptedIn(accepted, OFFERED))) {
            open(request);
        } else {
            request.next();
        }
    }

    private void open(RoutingContext request) {
        if (isGone(request.request())) {
            var _ = request.end();
            return;
        }
        policy.checkSubscribe(Requests.token(request));
        drain.check();
        var lastEventId =
                Optional.ofNullable(request.request().getHeader(LAST_EVENT_ID)).filter(id -> !id.isEmpty());
        var asked = StreamRequest.parse(
                Requests.patterns(request, config.maxPatterns()),
                request.queryParams(),
                lastEventId,
                InstantSource.system());
        var leave = limits.enter(Requests.address(request));
        try {
            var place = lanes.of(((ContextInternal) request.vertx().getOrCreateContext()).nettyEventLoop());
            request.response().closeHandler(_ -> leave.run());
            place.lane().add(() -> begin(request.request(), asked, place, leave));
        } catch (RuntimeException e) {
            leave.run();
            throw e;
        }
    }

    /// True if the client has closed the connection while this request waited behind another one on it. A response
    /// that begins then is never told so.
    private static boolean isGone(HttpServerRequest request) {
        return !((ConnectionBase) request.connection()).channel().isOpen();
    }

    /// None if the client is gone already.
    private static Optional<Subscriber> begin(
            HttpServerRequest request, StreamRequest asked, Lanes.Place place, Runnable leave) {
        if (isGone(request) || request.response().closed()) {
            leave.run();
            return Optional.empty();
        }
        // To be taken over is, for the response, to be closed.
        request.response().closeHandler(null);
        var connection = StreamResponse.begin(request, place.chunks());
        var subscriber = new Subscriber(asked.patterns(), asked.from(), asked.form(), connection);
        connection.whenClosed(() -> {
            place.lane().remove(subscriber);
            leave.run();
        });
        return Optional.of(subscriber);
    }
}
