package io.tidings.publish;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tidings.auth.AccessPolicy;
import io.tidings.auth.BearerToken;
import io.tidings.event.Draft;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.log.EventLog;
import io.vertx.core.net.impl.URIDecoder;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Publishes one event, and drops the history of a topic.
@Path("/topics/{topic:.+}")
public class PublishResource {
    private static final String TOPICS = "/topics/";

    private final AccessPolicy policy;
    private final Publisher publisher;
    private final EventLog log;

    PublishResource(AccessPolicy policy, Publisher publisher, EventLog log) {
        this.policy = policy;
        this.publisher = publisher;
        this.log = log;
    }

    /// Where the event is now.
    public record Published(String id, List<String> topics) {}

    /// The body is the data as it is, whatever its content type.
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Published> publish(
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey,
            @Context RoutingContext request,
            @QueryParam("topic") List<String> alternates,
            @QueryParam("type") Optional<String> type,
            @QueryParam("retry") Optional<String> retry,
            byte @Nullable [] body) {
        policy.checkPublish(BearerToken.in(authorization));
        var draft = new Draft(
                Stream.concat(Stream.of(topic(request)), alternates.stream().map(Topic::new))
                        .toList(),
                type.map(EventType::new),
                Utf8.of(body == null ? new byte[0] : body),
                retry.map(Retry::parse).orElse(OptionalLong.empty()));
        var topics = draft.topics().stream().map(Topic::name).toList();
        return publisher
                .publish(List.of(draft), idempotencyKey)
                .thenApply(ids -> new Published(ids.getFirst().toString(), topics));
    }

    /// Live streams go on.
    @DELETE
    @RunOnVirtualThread
    public void drop(
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization, @Context RoutingContext request) {
        policy.checkPublish(BearerToken.in(authorization));
        log.drop(topic(request));
    }

    /// The rest of the path, as subscribers name it. A path parameter would leave out a `/` at the end, and what is
    /// after a `;`.
    private static Topic topic(RoutingContext request) {
        var path = request.normalizedPath();
        var encoded = path.substring(path.indexOf(TOPICS) + TOPICS.length());
        return new Topic(URIDecoder.decodeURIComponent(encoded, false));
    }
}
