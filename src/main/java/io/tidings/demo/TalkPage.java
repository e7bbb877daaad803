package io.tidings.demo;

import io.tidings.request.Accept;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/// Gives the page to browsers that open `/talk` as a page. That choice is made here, before [TalkResource]: with a
/// second method for HTML, Quarkus REST would answer an `Accept` that fits neither with one of the two
/// instead of 406.
class TalkPage {
    private static final String STREAM = "text/event-stream";
    private static final String PAGE = "text/html";
    private static final List<String> SERVED = List.of(STREAM, PAGE);

    void route(@Observes Router router) {
        router.get("/talk").method(HttpMethod.HEAD).handler(TalkPage::choose);
    }

    private static void choose(RoutingContext request) {
        request.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        var preferred = Accept.preferred(request, SERVED);
        if (preferred.equals(Optional.of(PAGE))) {
            request.reroute("/");
        } else if (request.request().method().equals(HttpMethod.HEAD) && preferred.isPresent()) {
            // Quarkus would begin a stream that never ends (RFC 9110, 9.3.2).
            var _ = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, STREAM)
                    .end();
        } else {
            request.next();
        }
    }
}
