package io.tidings.server;

import io.vertx.ext.web.RoutingContext;

/// A request for an event stream whose client gives up for good on any status but 200, as an `EventSource`
/// does (WHATWG HTML, 9.2.3). What refuses it for now alone is told in a stream.
public final class EventSourceRequest {
    private static final String MARK = EventSourceRequest.class.getName();

    private EventSourceRequest() {}

    /// Says that the request is one. Call before it may be refused.
    public static void mark(RoutingContext request) {
        request.put(MARK, true);
    }

    /// True if the request is known to be one.
    public static boolean is(RoutingContext request) {
        return request.get(MARK) != null;
    }
}
