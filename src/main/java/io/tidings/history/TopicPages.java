package io.tidings.history;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.access.Callers;
import io.tidings.auth.Caller;
import io.tidings.delivery.SubscriberCounts;
import io.tidings.event.Selection;
import io.tidings.log.EventLog;
import io.tidings.log.TopicSummary;
import io.tidings.server.PageResponses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers `GET /topics` with the topics of which something is kept, by name, a page at a time.
class TopicPages {
    /// The longest name, its JSON, and the objects around it.
    private static final int BYTES_A_TOPIC = 4 * 1024;

    private static final int OBJECTS = 512;

    private final Callers callers;
    private final EventLog log;
    private final SubscriberCounts subscribers;
    private final PageResponses responses;

    TopicPages(Callers callers, EventLog log, SubscriberCounts subscribers, PageResponses responses) {
        this.callers = callers;
        this.log = log;
        this.subscribers = subscribers;
        this.responses = responses;
    }

    /// A page. Next is the URL of the one that follows, if there is one.
    @RegisterForReflection
    record Topics(List<TopicEntry> topics, @Nullable String next) {}

    /// A topic: its newest event, how many are kept, and how many listen on this node.
    @RegisterForReflection
    record TopicEntry(String topic, String newest, long events, long subscribers) {}

    void route(@Observes Router router) {
        router.get("/topics").handler(this::answer);
        router.head("/topics").handler(this::describe);
    }

    /// Answers HEAD with what GET would begin with (RFC 9110, 9.3.2).
    private void describe(RoutingContext request) {
        callers.identify(request, caller -> {
            caller.checkSubscribeToAnything();
            var _ = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end();
        });
    }

    private void answer(RoutingContext request) {
        callers.identify(request, caller -> answer(request, caller));
    }

    private void answer(RoutingContext request, Caller caller) {
        caller.checkSubscribeToAnything();
        var selection = caller.select(caller.grants().subscribe());
        var query = request.queryParams();
        var prefix = Optional.ofNullable(query.get("prefix")).orElse("");
        var after = Optional.ofNullable(query.get("after")).orElse("");
        int most = HistoryPages.limit(Optional.ofNullable(query.get("limit")));
        responses.answer(request, (long) most * BYTES_A_TOPIC, held -> {
            var page = read(request, selection, prefix, after, most);
            held.accept(page.topics().stream().mapToLong(TopicPages::bytes).sum());
            return page;
        });
    }

    private static long bytes(TopicEntry entry) {
        return OBJECTS + 3L * entry.topic().length();
    }

    private Topics read(RoutingContext request, Selection selection, String prefix, String after, int most) {
        var topics = log.topics(selection, prefix, after, most + 1);
        var page = topics.stream().limit(most).map(this::entry).toList();
        return new Topics(page, topics.size() > most ? next(page.getLast(), request) : null);
    }

    private TopicEntry entry(TopicSummary summary) {
        return new TopicEntry(
                summary.topic().name(), summary.newest().toString(), summary.events(), subscribers.of(summary.topic()));
    }

    private static String next(TopicEntry last, RoutingContext request) {
        return UriBuilder.fromUri(request.request().uri())
                .replaceQueryParam("after", "{after}")
                .build(last.topic())
                .toString();
    }
}
