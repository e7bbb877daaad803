package io.tidings.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

/// Refuses an `Accept` that cannot be read, such as one with half a quoted string (RFC 9110, 12.5.1), before all that
/// choose by it. Vert.x throws at some of them, each time that one is compared.
class SoundAccept {
    private static final int BEFORE_THE_ROUTES = RequestTarget.FIRST + 3;

    private final ProblemAnswers problems;

    SoundAccept(ProblemAnswers problems) {
        this.problems = problems;
    }

    void route(@Observes Router router) {
        router.get().method(HttpMethod.HEAD).order(BEFORE_THE_ROUTES).handler(this::check);
    }

    private void check(RoutingContext request) {
        if (isSound(request)) {
            request.next();
        } else {
            problems.answer(
                    Problem.of(
                            Status.BAD_REQUEST,
                            "The Accept header, or one whose name begins so, is not a list of values with well-formed"
                                    + " parameters: correct it, or leave it out."),
                    request);
        }
    }

    /// Vert.x parses on demand, and keeps what it has parsed.
    private static boolean isSound(RoutingContext request) {
        try {
            request.parsedHeaders().accept().forEach(MIMEHeader::weight);
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }
}
