package io.tidings.http;

import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/// Answers with a problem where no REST resource is involved.
class ProblemRoute {
    private static final int BEFORE_OTHER_FAILURE_HANDLERS = -1;

    private final ProblemAnswers problems;

    ProblemRoute(ProblemAnswers problems) {
        this.problems = problems;
    }

    /// Loads what an answer takes: a hub that has no file descriptors left could not.
    void route(@Observes Router router) {
        var _ = Json.encodeToBuffer(Problem.of(Status.SERVICE_UNAVAILABLE));
        router.route().order(BEFORE_OTHER_FAILURE_HANDLERS).failureHandler(this::fail);
    }

    /// What is nobody's fault but ours goes on to Quarkus, which logs it. A client that is gone is told nothing, and
    /// what failed since it is gone is nobody's fault.
    private void fail(RoutingContext request) {
        if (request.response().closed()) {
            return;
        }
        of(request).ifPresentOrElse(problem -> problems.answer(problem, request), request::next);
    }

    private static Optional<Problem> of(RoutingContext request) {
        return Optional.ofNullable(request.failure()).flatMap(Problem::of).or(() -> refusedByVertx(request));
    }

    /// What Vert.x refuses before any route, such as HTTP/2 without an authority, and Quarkus between them.
    private static Optional<Problem> refusedByVertx(RoutingContext request) {
        if (request.statusCode() == 404
                && !UnknownMethods.isKnown(request.request().method())) {
            return Optional.of(UnknownMethods.problem());
        }
        return Optional.ofNullable(Status.fromStatusCode(request.statusCode()))
                .filter(status -> status.getFamily() == Status.Family.CLIENT_ERROR)
                .map(Problem::of);
    }
}
