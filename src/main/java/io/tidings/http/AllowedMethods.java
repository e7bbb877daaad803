package io.tidings.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Set;

/// Says which methods a path has to a request with another one (RFC 9110, 15.5.6): on the paths of the hub
/// when none of their routes took it, on those of others before Quarkus answers it as a GET or leaves out
/// `Allow`.
class AllowedMethods {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final List<String> READ_ONLY = List.of(
            "/", "/index.html", "/page/*", "/talk", "/q/health", "/q/health/*", "/q/info", "/q/metrics", "/q/openapi");
    private static final int BEFORE_THE_ROUTES = RequestTarget.FIRST + 2;
    private static final int AFTER_THE_ROUTES = 5_000;

    private final ProblemAnswers problems;

    AllowedMethods(ProblemAnswers problems) {
        this.problems = problems;
    }

    void route(@Observes Router router) {
        READ_ONLY.forEach(path -> router.route(path).order(BEFORE_THE_ROUTES).handler(this::onlyRead));
        router.route("/events").order(AFTER_THE_ROUTES).handler(request -> refuse(request, "GET, HEAD, OPTIONS, POST"));
        router.route("/caller").order(AFTER_THE_ROUTES).handler(request -> refuse(request, "GET, HEAD, OPTIONS"));
        router.route("/topics").order(AFTER_THE_ROUTES).handler(this::refuseWithoutTopic);
        router.routeWithRegex("/topics/.+")
                .order(AFTER_THE_ROUTES)
                .handler(request -> refuse(request, "DELETE, GET, HEAD, OPTIONS, POST"));
        router.routeWithRegex("/presence/.+")
                .order(AFTER_THE_ROUTES)
                .handler(request -> refuse(request, "GET, HEAD, OPTIONS"));
        router.route("/streams")
                .order(AFTER_THE_ROUTES)
                .handler(request -> refuse(request, "DELETE, GET, HEAD, OPTIONS"));
        router.routeWithRegex("/streams/[^/]+")
                .order(AFTER_THE_ROUTES)
                .handler(request -> refuse(request, "DELETE, OPTIONS, PATCH"));
        router.routeWithRegex("/streams/[^/]+/token")
                .order(AFTER_THE_ROUTES)
                .handler(request -> refuse(request, "OPTIONS, PUT"));
    }

    private void onlyRead(RoutingContext request) {
        if (READING.contains(request.request().method())) {
            request.next();
        } else {
            refuse(request, "GET, HEAD, OPTIONS");
        }
    }

    private void refuseWithoutTopic(RoutingContext request) {
        boolean publishes = request.request().method().equals(HttpMethod.POST);
        refuse(
                request,
                "GET, HEAD, OPTIONS",
                publishes ? "Name a topic to publish, as in POST /topics/news, or use" : "Use");
    }

    private void refuse(RoutingContext request, String allowed) {
        refuse(request, allowed, "Use");
    }

    private void refuse(RoutingContext request, String allowed, String advice) {
        request.response().putHeader(HttpHeaders.ALLOW, allowed);
        if (request.request().method().equals(HttpMethod.OPTIONS)) {
            request.response().setStatusCode(Status.NO_CONTENT.getStatusCode()).end();
        } else {
            problems.answer(
                    Problem.of(
                            Status.METHOD_NOT_ALLOWED,
                            advice + " one of the methods that this path has: " + allowed + "."),
                    request);
        }
    }
}
