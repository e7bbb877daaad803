package io.tidings.demo;

import io.tidings.server.EndlessAnswer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.ParsableMIMEValue;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Gives the page to whoever opens `/talk` as one. That choice is made here, before [TalkResource]: with a second
/// method for HTML, Quarkus REST would answer an `Accept` that fits neither with one of the two instead of 406.
class TalkPage {
    private static final MIMEHeader STREAM = new ParsableMIMEValue("text/event-stream").forceParse();
    private static final MIMEHeader PAGE = new ParsableMIMEValue("text/html").forceParse();
    private static final List<MIMEHeader> OFFERED = List.of(STREAM, PAGE);

    void route(@Observes Router router) {
        router.get("/talk").method(HttpMethod.HEAD).handler(TalkPage::choose);
    }

    private static void choose(RoutingContext request) {
        request.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        var headers = request.parsedHeaders();
        var accepted =
                headers.accept().stream().filter(type -> type.weight() > 0).toList();
        var best = headers.findBestUserAcceptedIn(accepted, OFFERED);
        if (PAGE.equals(best)) {
            request.reroute("/");
        } else if (request.request().method().equals(HttpMethod.HEAD)
                && (STREAM.equals(best) || headers.accept().isEmpty())) {
            // Quarkus would begin a stream that never ends (RFC 9110, 9.3.2).
            var _ = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, STREAM.value())
                    .end();
        } else {
            EndlessAnswer.begin(request.request());
            request.next();
        }
    }
}
