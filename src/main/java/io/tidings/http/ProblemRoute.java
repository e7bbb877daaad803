package io.tidings.http;

import io.tidings.server.UnreadBody;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/// Answers with a problem where no REST resource is involved.
class ProblemRoute {
    private static final int BEFORE_OTHER_FAILURE_HANDLERS = -1;

    void route(@Observes Router router) {
        router.route().order(BEFORE_OTHER_FAILURE_HANDLERS).failureHandler(ProblemRoute::fail);
    }

    /// What is nobody's fault but ours goes on to Quarkus, which logs it. A client that is gone is told nothing, and
    /// what failed since it is gone is nobody's fault.
    private static void fail(RoutingContext request) {
        if (request.response().closed()) {
            return;
        }
        var failure = request.failure();
        if (failure != null) {
            Problem.of(failure).ifPresentOrElse(problem -> answer(problem, request), request::next);
        } else {
            Optional.ofNullable(Status.fromStatusCode(request.statusCode()))
                    .filter(status -> status.getFamily() == Status.Family.CLIENT_ERROR)
                    .ifPresentOrElse(status -> answer(Problem.of(status), request), request::next);
        }
    }

    static void answer(Problem problem, RoutingContext request) {
        UnreadBody.discard(request.request());
        var response = request.response();
        problem.headers().forEach(response::putHeader);
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encodeToBuffer(problem));
    }
}
