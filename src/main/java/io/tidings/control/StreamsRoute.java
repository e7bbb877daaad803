package io.tidings.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.access.Callers;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.request.ClientAddress;
import io.tidings.request.RequestedFlag;
import io.tidings.request.RequestedLimit;
import io.tidings.server.PageResponses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists the open streams of all replicas with `GET /streams`, and ends those of a subject or a topic with
/// `DELETE /streams`, for callers that operate the hub.
class StreamsRoute {
    /// What an answer of one number takes.
    private static final int SMALL = 1024;

    private final Callers callers;
    private final Streams streams;
    private final StreamPages pages;
    private final PageResponses responses;

    StreamsRoute(Callers callers, Streams streams, StreamPages pages, PageResponses responses) {
        this.callers = callers;
        this.streams = streams;
        this.pages = pages;
        this.responses = responses;
    }

    /// A page. Next is the URL of the one that follows, if there is one.
    @RegisterForReflection
    record OpenStreams(List<StreamReport> streams, @Nullable String next) {}

    /// How many streams were told to end.
    @RegisterForReflection
    record Ended(int ended) {}

    void route(@Observes Router router) {
        router.get("/streams").handler(this::list);
        router.head("/streams").handler(this::describe);
        router.delete("/streams").handler(this::endMany);
    }

    private void list(RoutingContext request) {
        callers.identify(request, caller -> {
            caller.checkOperate();
            var parameters = request.queryParams();
            var query = RequestedStreams.of(parameters);
            var after = Optional.ofNullable(parameters.get("after")).map(StreamPlace::parse);
            int limit = RequestedLimit.of(parameters);
            responses.answer(request, ClientAddress.of(request.request()), StreamPart.MOST_BYTES, held -> {
                var page = pages.read(query, after, limit);
                held.accept(page.bytes());
                return new OpenStreams(
                        page.streams(),
                        page.next().map(place -> next(request, place)).orElse(null));
            });
        });
    }

    /// Answers HEAD with what GET would begin with (RFC 9110, 9.3.2).
    private void describe(RoutingContext request) {
        callers.identify(request, caller -> {
            caller.checkOperate();
            var _ = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end();
        });
    }

    private static String next(RoutingContext request, StreamPlace place) {
        return UriBuilder.fromUri(request.request().uri())
                .replaceQueryParam("after", place)
                .build()
                .toString();
    }

    private void endMany(RoutingContext request) {
        callers.identify(request, caller -> {
            caller.checkOperate();
            var parameters = request.queryParams();
            var query = RequestedStreams.of(parameters);
            checkSelectsForGood(query);
            boolean revoke = RequestedFlag.of(parameters, "revoke");
            if (query.subject() == null && (query.topic() == null || revoke)) {
                throw new InvalidEventException(
                        Part.PATTERN,
                        revoke
                                ? "Tokens are revoked by their subject: name one, as in /streams?subject=ann&revoke=true."
                                : "Name the streams to end: /streams?subject=ann, or /streams?topic=news.");
            }
            responses.answer(
                    request,
                    ClientAddress.of(request.request()),
                    SMALL,
                    _ -> new Ended(streams.endMany(query, revoke)));
        });
    }

    /// Streams that are to end may be in another state or lag by less a moment later.
    private static void checkSelectsForGood(StreamQuery query) {
        if (query.state() != null || query.minLagSeconds() > 0) {
            throw new InvalidEventException(
                    query.state() == null ? Part.LAG : Part.STATE,
                    "The parameters state and minLagSeconds do not select streams to end: list them with GET /streams, "
                            + "and end each by its id.");
        }
    }
}
