package io.tidings.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

/// Says which methods the paths of the hub have, when none of their routes took a request (RFC 9110, 15.5.6).
class AllowedMethods {
    private static final int AFTER_THE_ROUTES = 5_000;

    void route(@Observes Router router) {
        router.route("/events").order(AFTER_THE_ROUTES).handler(request -> refuse(request, "GET, HEAD, OPTIONS, POST"));
        router.route("/topics").order(AFTER_THE_ROUTES).handler(request -> refuse(request, "GET, HEAD, OPTIONS"));
        router.routeWithRegex("/topics/.+")
                .order(AFTER_THE_ROUTES)
                .handler(request -> refuse(request, "DELETE, GET, HEAD, OPTIONS, POST"));
    }

    private static void refuse(RoutingContext request, String allowed) {
        request.response().putHeader(HttpHeaders.ALLOW, allowed);
        if (request.request().method().equals(HttpMethod.OPTIONS)) {
            request.response().setStatusCode(Status.NO_CONTENT.getStatusCode()).end();
        } else {
            ProblemRoute.answer(Problem.of(Status.METHOD_NOT_ALLOWED), request);
        }
    }
}
