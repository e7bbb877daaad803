package io.tidings.http;

import io.tidings.request.Accept;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/// Answers 404 when nothing but an event stream will do and the path is that of the page: an `EventSource`
/// that was pointed there should learn that there is no stream. The hub has no groups of health checks, and Quarkus
/// would make a group of every name that is asked for. Where nothing is served at all, [ProblemMapper] answers.
class NotFound {
    private static final List<String> PAGE = List.of("/", "/index.html", "/page/*");
    private static final String HEALTH_GROUPS = "/q/health/group.*";
    private static final String BELOW_METRICS = "/q/metrics/.+";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final int BEFORE_STATIC_FILES = -1;

    private final ProblemAnswers problems;

    NotFound(ProblemAnswers problems) {
        this.problems = problems;
    }

    void route(@Observes Router router) {
        PAGE.forEach(path -> router.get(path)
                .method(HttpMethod.HEAD)
                .order(BEFORE_STATIC_FILES)
                .handler(this::refuseStreams));
        for (var path : List.of(HEALTH_GROUPS, BELOW_METRICS)) {
            router.routeWithRegex(path)
                    .order(BEFORE_STATIC_FILES)
                    .handler(request -> problems.answer(Problem.of(Status.NOT_FOUND), request));
        }
    }

    private void refuseStreams(RoutingContext request) {
        request.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (Accept.isOnly(request, EVENT_STREAM)) {
            problems.answer(Problem.of(Status.NOT_FOUND), request);
        } else {
            request.next();
        }
    }
}
