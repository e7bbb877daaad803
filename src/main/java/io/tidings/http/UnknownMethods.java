package io.tidings.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.Set;

/// Refuses methods that no path here has, before anything else is looked at (RFC 9110, 15.6.2).
class UnknownMethods {
    private static final Set<HttpMethod> KNOWN = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private final ProblemAnswers problems;

    UnknownMethods(ProblemAnswers problems) {
        this.problems = problems;
    }

    void route(@Observes Router router) {
        router.route().order(RequestTarget.FIRST).handler(this::check);
    }

    static boolean isKnown(HttpMethod method) {
        return KNOWN.contains(method);
    }

    static Problem problem() {
        return Problem.of(
                Status.NOT_IMPLEMENTED,
                "No path here has this method: use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS, in capital letters.");
    }

    private void check(RoutingContext request) {
        if (isKnown(request.request().method())) {
            request.next();
        } else {
            problems.answer(problem(), request);
        }
    }
}
