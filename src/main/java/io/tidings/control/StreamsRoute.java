package io.tidings.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.access.Callers;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TopicPattern;
import io.tidings.request.ClientAddress;
import io.tidings.request.RequestedLimit;
import io.tidings.server.PageResponses;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists the open streams of all replicas with `GET /streams`, and ends those of a subject or a topic with
/// `DELETE /streams`, for callers that operate the hub.
class StreamsRoute {
    private static final Set<String> STATES = Set.of("live", "catching-up", "stalled");

    /// No token has a longer one.
    private static final int MAX_SUBJECT = 1_024;

    /// A stream with some patterns, as objects and as JSON.
    private static final int BYTES_A_STREAM = 4 * 1024;

    private final Callers callers;
    private final Streams streams;
    private final PageResponses responses;

    StreamsRoute(Callers callers, Streams streams, PageResponses responses) {
        this.callers = callers;
        this.streams = streams;
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
            var query = query(parameters);
            var after = Optional.ofNullable(parameters.get("after"));
            int limit = RequestedLimit.of(parameters);
            responses.answer(request, ClientAddress.of(request.request()), (long) limit * BYTES_A_STREAM, _ -> {
                var found = streams.list(query, after, limit + 1);
                var page = found.stream().limit(limit).toList();
                return new OpenStreams(page, found.size() > limit ? next(request, page.getLast().stream()) : null);
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

    private static String next(RoutingContext request, String last) {
        return UriBuilder.fromUri(request.request().uri())
                .replaceQueryParam("after", last)
                .build()
                .toString();
    }

    private void endMany(RoutingContext request) {
        callers.identify(request, caller -> {
            caller.checkOperate();
            var parameters = request.queryParams();
            var query = query(parameters);
            checkSelectsForGood(query);
            boolean revoke = "true".equals(parameters.get("revoke"));
            if (query.subject() == null && (query.topic() == null || revoke)) {
                throw new InvalidEventException(
                        Part.PATTERN,
                        revoke
                                ? "Tokens are revoked by their subject: name one, as in /streams?subject=ann&revoke=true."
                                : "It is not said which streams end: name a subject or a topic, as in /streams?subject=ann.");
            }
            responses.answer(
                    request,
                    ClientAddress.of(request.request()),
                    BYTES_A_STREAM,
                    _ -> new Ended(streams.endMany(query, revoke)));
        });
    }

    /// Streams that are to end may be in another state or lag by less a moment later.
    private static void checkSelectsForGood(StreamQuery query) {
        if (query.state() != null || query.minLagSeconds() > 0) {
            throw new InvalidEventException(
                    query.state() == null ? Part.LAG : Part.STATE,
                    "Streams are not ended by state or lag: list them with GET /streams, and end each by its id.");
        }
    }

    private static StreamQuery query(MultiMap parameters) {
        var topic = Optional.ofNullable(parameters.get("topic"))
                .map(text -> TopicPattern.parse(text).toString());
        return new StreamQuery(
                topic.orElse(null),
                named(parameters.get("subject")),
                named(parameters.get("issuer")),
                state(parameters.get("state")),
                seconds(parameters.get("minLagSeconds")));
    }

    /// The name of a subject or of an issuer, as long as one may be.
    private static @Nullable String named(@Nullable String text) {
        if (text != null && (text.isEmpty() || text.length() > MAX_SUBJECT)) {
            throw new InvalidEventException(Part.SUBJECT, "It has no characters, or more than " + MAX_SUBJECT + ".");
        }
        return text;
    }

    private static @Nullable String state(@Nullable String text) {
        if (text != null && !STATES.contains(text)) {
            throw new InvalidEventException(Part.STATE, "It is neither live, nor catching-up, nor stalled.");
        }
        return text;
    }

    private static double seconds(@Nullable String text) {
        try {
            double seconds = text == null ? 0 : Double.parseDouble(text);
            if (seconds >= 0 && Double.isFinite(seconds)) {
                return seconds;
            }
        } catch (NumberFormatException _) {
            // refused like a number that is out of range
        }
        throw new InvalidEventException(Part.LAG, "It is not a number of seconds, such as 5 or 0.5.");
    }
}
