package io.tidings.http;

import io.tidings.server.EventSourceRequest;
import io.tidings.server.UnreadBody;
import io.tidings.sse.EventStreamWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Answers with a problem where no REST resource is involved.
class ProblemRoute {
    private static final int BEFORE_OTHER_FAILURE_HANDLERS = -1;
    private static final long MIN_RETRY_MILLIS = 1_000;
    private static final long MAX_RETRY_MILLIS = 3_000;

    /// Loads what an answer takes: a hub that has no file descriptors left could not.
    void route(@Observes Router router) {
        var _ = Json.encodeToBuffer(Problem.of(Status.SERVICE_UNAVAILABLE));
        router.route().order(BEFORE_OTHER_FAILURE_HANDLERS).failureHandler(ProblemRoute::fail);
    }

    /// What is nobody's fault but ours goes on to Quarkus, which logs it. A client that is gone is told nothing, and
    /// what failed since it is gone is nobody's fault.
    private static void fail(RoutingContext request) {
        if (request.response().closed()) {
            return;
        }
        of(request).ifPresentOrElse(problem -> answer(problem, request), request::next);
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

    static void answer(Problem problem, RoutingContext request) {
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
