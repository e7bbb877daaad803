package io.tidings.publish;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.access.Callers;
import io.tidings.auth.Caller;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.request.RequestedFlag;
import io.tidings.request.TopicPath;
import io.tidings.server.Body;
import io.tidings.server.HeldAnswer;
import io.tidings.server.LateFailure;
import io.tidings.server.RequestBodies;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Stream;

/// Publishes events: one with `POST /topics/{topic}`, many with `POST /events`. A request whose caller may
/// not publish, or with too large a body, is refused before the body is read. All but the reading of a batch
/// runs on the connection's event loop; nothing blocks it.
class PublishRoute {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Callers callers;
    private final Publisher publisher;
    private final RequestBodies bodies;
    private final PublishConfig config;
    private final ExecutorService threads;
    private final Telemetry telemetry;
    private final Tracing tracing;

    PublishRoute(
            Callers callers,
            Publisher publisher,
            RequestBodies bodies,
            PublishConfig config,
            @VirtualThreads ExecutorService threads,
            Telemetry telemetry,
            Tracing tracing) {
        this.callers = callers;
        this.publisher = publisher;
        this.bodies = bodies;
        this.config = config;
        this.threads = threads;
        this.telemetry = telemetry;
        this.tracing = tracing;
    }

    void route(@Observes Router router) {
        router.postWithRegex("/topics/.+").handler(this::publishOne);
        router.post("/events").handler(this::publishMany);
    }

    /// Where the event is now.
    @RegisterForReflection
    record Published(String id, List<String> topics) {}

    /// The ids, in the order of the lines.
    @RegisterForReflection
    record PublishedBatch(List<String> ids) {}

    /// What a body asks for, and the answer once it is kept; with when the request came, in nanoseconds, and its spans.
    private record Publication(
            long begin, PublishTrace trace, List<Draft> drafts, Function<List<EventId>, Object> answer) {}

    private void publishOne(RoutingContext request) {
        long begin = System.nanoTime();
        // What an idempotency key stands for is hashed, which takes long for a large body.
        boolean hasKey = request.request().getHeader(IDEMPOTENCY_KEY) != null;
        callers.identify(request, caller -> {
            caller.checkPublishAnything();
            var trace = PublishTrace.begin(tracing, request);
            var topics = topics(request);
            Publisher.checkNotOfTheHub(topics);
            caller.checkPublish(topics);
            publish(request, caller, config.maxEventSize().asLongValue(), hasKey ? threads : Runnable::run, body -> {
                var draft = draft(request, topics, body);
                var names = draft.topics().stream().map(Topic::name).toList();
                return new Publication(
                        begin,
                        trace,
                        List.of(draft),
                        ids -> new Published(ids.getFirst().toString(), names));
            });
        });
    }

    private static List<Topic> topics(RoutingContext request) {
        return Stream.concat(TopicPath.of(request).stream(), request.queryParam("topic").stream())
                .map(Topic::new)
                .toList();
    }

    /// The body is the data as it is, whatever its content type.
    private static Draft draft(RoutingContext request, List<Topic> topics, byte[] body) {
        var query = request.queryParams();
        return new Draft(
                topics,
                Optional.ofNullable(query.get("type")).map(EventType::ofPublisher),
                Utf8.of(body),
                Optional.ofNullable(query.get("retry")).map(Retry::parse).orElse(OptionalLong.empty()),
                RequestedFlag.of(query, "private") ? Visibility.PRIVATE : Visibility.PUBLIC);
    }

    private void publishMany(RoutingContext request) {
        long begin = System.nanoTime();
        callers.identify(request, caller -> {
            caller.checkPublishAnything();
            var trace = PublishTrace.begin(tracing, request);
            publish(request, caller, config.maxBatchSize().asLongValue(), threads, body -> {
                var drafts = Ndjson.parse(body, publisher::check);
                caller.checkPublish(drafts.stream()
                        .flatMap(draft -> draft.topics().stream())
                        .distinct()
                        .toList());
                return new Publication(
                        begin,
                        trace,
                        drafts,
                        ids -> new PublishedBatch(
                                ids.stream().map(EventId::toString).toList()));
            });
        });
    }

    private void publish(
            RoutingContext request, Caller caller, long limit, Executor readers, Function<byte[], Publication> read) {
        var loop = request.vertx().getOrCreateContext();
        bodies.read(request, limit)
                .onSuccess(body -> readers.execute(() -> publish(request, caller, loop, body, read)))
                .onFailure(cause -> LateFailure.tell(request, cause));
    }

    private void publish(
            RoutingContext request, Caller caller, Context loop, Body body, Function<byte[], Publication> read) {
        try {
            // A body may take as long as its client likes.
            caller.checkStillGood(Instant.now());
            var publication = read.apply(body.bytes());
            var key = Optional.ofNullable(request.request().getHeader(IDEMPOTENCY_KEY));
            var appended =
                    publication.trace().append(publication.drafts(), drafts -> publisher.publish(drafts, key, caller));
            var _ = appended.whenComplete((ids, failure) -> loop.runOnContext(_ -> {
                if (failure == null) {
                    telemetry.published(System.nanoTime() - publication.begin());
                    HeldAnswer.sendJson(request, body, publication.answer().apply(ids));
                } else {
                    body.release();
                    LateFailure.tell(request, failure);
                }
            }));
        } catch (RuntimeException e) {
            body.release();
            loop.runOnContext(_ -> LateFailure.tell(request, e));
        }
    }
}
