package io.tidings.http;

import io.tidings.request.ClientAddress;
import io.tidings.server.Counts;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds how many files of the page are being sent at a time: each stays open until its client has taken it, and
/// the hub needs its file descriptors for other things. One client address has a quarter of the places.
@Singleton
class PageFiles {
    private static final int MAX_OPEN = 128;
    private static final int MAX_OPEN_OF_CLIENT = MAX_OPEN / 4;
    private static final int BEFORE_STATIC_FILES = -1;

    private static final Problem TOO_MANY = Problem.of(
            Status.SERVICE_UNAVAILABLE,
            "The page is being sent to many clients that read slowly, or many times to your address: try again later.");

    private final AtomicInteger open = new AtomicInteger();
    private final Counts byAddress = new Counts();

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
        var client = ClientAddress.of(request.request());
        if (!enter(client)) {
            problems.answer(TOO_MANY, request);
            return;
        }
        request.addEndHandler(_ -> leave(client));
        request.next();
    }

    private boolean enter(String client) {
        if (!byAddress.tryAdd(client, MAX_OPEN_OF_CLIENT)) {
            return false;
        }
        if (open.incrementAndGet() > MAX_OPEN) {
            leave(client);
            return false;
        }
        return true;
    }

    private void leave(String client) {
        open.decrementAndGet();
        byAddress.remove(client);
    }
}
