package io.tidings.http;

import io.tidings.server.EventSourceRequest;
import io.tidings.server.UnreadBody;
import io.tidings.sse.EventStreamWriter;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/// Answers requests with problems, and reports each. Called on the event loop of the request.
@Singleton
class ProblemAnswers {
    private static final long MIN_RETRY_MILLIS = 1_000;
    private static final long MAX_RETRY_MILLIS = 3_000;

    private final Telemetry telemetry;

    ProblemAnswers(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /// Ends the request. An `EventSource` gets one that passes as a stream, since it would give up for good on a
    /// status.
    void answer(Problem problem, RoutingContext request) {
        telemetry.refused(problem.type());
        UnreadBody.discard(request.request());
        if (problem.passes() && EventSourceRequest.is(request)) {
            answerAsStream(problem, request);
            return;
        }
        var response = request.response();
        problem.headers().forEach(response::putHeader);
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encodeToBuffer(problem));
    }

    /// A stream that ends at once and tells when to try again, by chance, so that not all clients do so
    /// together.
    private static void answerAsStream(Problem problem, RoutingContext request) {
        long retryMillis = ThreadLocalRandom.current().nextLong(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS + 1)
                + problem.leastPause().toMillis();
        request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        var _ = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-transform")
                .end(Buffer.buffer(EventStreamWriter.refusal(problem.title(), retryMillis)));
    }
}
