package io.tidings.subscribe;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tidings.auth.AccessPolicy;
import io.tidings.log.EventLog;
import io.tidings.log.TopicSummary;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The topics of which something is kept, by name, a page at a time.
@Path("/topics")
@RunOnVirtualThread
public class TopicsResource {
    private final AccessPolicy policy;
    private final EventLog log;
    private final Lanes lanes;

    TopicsResource(AccessPolicy policy, EventLog log, Lanes lanes) {
        this.policy = policy;
        this.log = log;
        this.lanes = lanes;
    }

    /// A page. Next is the URL of the one that follows, if there is one.
    public record Topics(List<TopicEntry> topics, @Nullable String next) {}

    /// A topic: its newest event, how many are kept, and how many listen on this node.
    public record TopicEntry(String topic, String newest, long events, long subscribers) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Topics list(
            @Context RoutingContext request,
            @QueryParam("prefix") @DefaultValue("") String prefix,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") Optional<String> limit) {
        policy.checkSubscribe(Requests.token(request));
        int most = HistoryReader.limit(limit);
        var topics = log.topics(prefix, after, most + 1);
        var page = topics.stream().limit(most).map(this::entry).toList();
        return new Topics(page, topics.size() > most ? next(page.getLast(), request) : null);
    }

    private TopicEntry entry(TopicSummary summary) {
        return new TopicEntry(
                summary.topic().name(),
                summary.newest().toString(),
                summary.events(),
                lanes.interest().in(summary.topic()));
    }

    private static String next(TopicEntry last, RoutingContext request) {
        return UriBuilder.fromUri(request.request().uri())
                .replaceQueryParam("after", "{after}")
                .build(last.topic())
                .toString();
    }
}
