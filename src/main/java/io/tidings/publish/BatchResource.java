package io.tidings.publish;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tidings.auth.AccessPolicy;
import io.tidings.auth.BearerToken;
import io.tidings.event.EventId;
import io.tidings.log.Waiting;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Publishes many events at once, all or none: one JSON object a line.
@Path("/events")
@RunOnVirtualThread
public class BatchResource {
    private final AccessPolicy policy;
    private final Publisher publisher;

    BatchResource(AccessPolicy policy, Publisher publisher) {
        this.policy = policy;
        this.publisher = publisher;
    }

    /// The ids, in the order of the lines.
    public record PublishedBatch(List<String> ids) {}

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public PublishedBatch publish(
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey,
            byte @Nullable [] body) {
        policy.checkPublish(BearerToken.in(authorization));
        var drafts = Ndjson.parse(body == null ? new byte[0] : body, publisher::check);
        var ids = Waiting.on(publisher.publish(drafts, idempotencyKey));
        return new PublishedBatch(ids.stream().map(EventId::toString).toList());
    }
}
