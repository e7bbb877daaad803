package io.tidings.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds how many files of the page are being sent at a time: each stays open until its client has taken it, and
/// the hub needs its file descriptors for other things.
@Singleton
class PageFiles {
    private static final int MAX_OPEN = 128;
    private static final int BEFORE_STATIC_FILES = -1;

    private static final Problem TOO_MANY = Problem.of(
            Status.SERVICE_UNAVAILABLE, "The page is being sent to many clients that read slowly: try again later.");

    private final AtomicInteger open = new AtomicInteger();

    private final ProblemAnswers problems;

    PageFiles(ProblemAnswers problems) {
        this.problems = problems;
    }

    void route(@Observes Router router) {
        NotFound.PAGE.forEach(path -> router.get(path)
                .method(HttpMethod.HEAD)
                .order(BEFORE_STATIC_FILES)
                .handler(this::admit));
    }

    private void admit(RoutingContext request) {
        if (open.incrementAndGet() > MAX_OPEN) {
            open.decrementAndGet();
            problems.answer(TOO_MANY, request);
            return;
        }
        request.addEndHandler(_ -> open.decrementAndGet());
        request.next();
    }
}
