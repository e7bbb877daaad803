package io.tidings.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.access.Callers;
import io.tidings.auth.Caller;
import io.tidings.delivery.SubscriberCounts;
import io.tidings.event.EventFilter;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.EventLog;
import io.tidings.log.TopicSummary;
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

/// Answers `GET /topics` with the topics of which something is kept, by name, a page at a time.
class TopicPages {
    /// The longest name, its JSON, and the objects around it.
    private static final int BYTES_A_TOPIC = 4 * 1024;

    private static final int OBJECTS = 512;

    /// Three places behind the point.
    private static final double ROUNDING = 1_000;

    private final Callers callers;
    private final EventLog log;
    private final SubscriberCounts subscribers;
    private final TopicRates rates;
    private final PageResponses responses;

    TopicPages(Callers callers, EventLog log, SubscriberCounts subscribers, TopicRates rates, PageResponses responses) {
        this.callers = callers;
        this.log = log;
        this.subscribers = subscribers;
        this.rates = rates;
        this.responses = responses;
    }

    /// A page. Next is the URL of the one that follows, if there is one.
    @RegisterForReflection
    record Topics(List<TopicEntry> topics, @Nullable String next) {}

    /// A topic: its newest event, how many are kept, and how many listen on this node. The rate is in events a second;
    /// it is there if the request asks for it.
    @RegisterForReflection
    record TopicEntry(
            String topic,
            String newest,
            long events,
            long subscribers,
            @JsonInclude(Include.NON_NULL) @Nullable Double rate) {}

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
        var selection = caller.select(caller.grants().listed());
        var query = request.queryParams();
        var prefix = Optional.ofNullable(query.get("prefix")).orElse("");
        var after = Optional.ofNullable(query.get("after")).orElse("");
        int most = RequestedLimit.of(query);
        boolean withRate = RequestedFlag.of(query, "rate");
        responses.answer(request, ClientAddress.of(request.request()), (long) most * BYTES_A_TOPIC, held -> {
            var page = read(request, selection, prefix, after, most, withRate);
            held.accept(page.topics().stream().mapToLong(TopicPages::bytes).sum());
            return page;
        });
    }

    private static long bytes(TopicEntry entry) {
        return OBJECTS + 3L * entry.topic().length();
    }

    private Topics read(
            RoutingContext request, Selection selection, String prefix, String after, int most, boolean withRate) {
        var topics = log.topics(selection, prefix, after, most + 1);
        var filter = selection.filter();
        var page = topics.stream()
                .limit(most)
                .map(topic -> entry(topic, withRate ? rate(topic.topic(), filter) : null))
                .toList();
        return new Topics(page, topics.size() > most ? next(page.getLast(), request) : null);
    }

    private TopicEntry entry(TopicSummary summary, @Nullable Double rate) {
        return new TopicEntry(
                summary.topic().name(),
                summary.newest().toString(),
                summary.events(),
                subscribers.of(summary.topic()),
                rate);
    }

    private @Nullable Double rate(Topic topic, EventFilter filter) {
        var rate = rates.of(topic, filter.isPrivateReadable(topic));
        return rate == null ? null : Math.round(rate * ROUNDING) / ROUNDING;
    }

    private static String next(TopicEntry last, RoutingContext request) {
        return UriBuilder.fromUri(request.request().uri())
                .replaceQueryParam("after", "{after}")
                .build(last.topic())
                .toString();
    }
}
