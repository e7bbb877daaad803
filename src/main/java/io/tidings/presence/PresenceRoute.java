package io.tidings.presence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.access.Callers;
import io.tidings.auth.Caller;
import io.tidings.event.ExactTopic;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.log.PresenceKey;
import io.tidings.log.PresencePage;
import io.tidings.log.PresenceStore;
import io.tidings.refusal.Excerpt;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.request.ClientAddress;
import io.tidings.request.RequestedLimit;
import io.tidings.request.TopicPath;
import io.tidings.server.PageResponses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers `GET /presence/{topic}` with who is present on a topic, at any node, a page at a time.
class PresenceRoute {
    /// An issuer and a name, their JSON, and the objects around them.
    private static final int BYTES_A_SUBJECT = 1024;

    private final Callers callers;
    private final PresentTopics topics;
    private final PresenceStore store;
    private final PageResponses responses;

    PresenceRoute(Callers callers, PresentTopics topics, PresenceStore store, PageResponses responses) {
        this.callers = callers;
        this.topics = topics;
        this.store = store;
        this.responses = responses;
    }

    /// A page. The streams are all of the topic, those without a subject too; next is the URL of the page
    /// that follows, if there is one.
    @RegisterForReflection
    record Presence(
            String topic,
            List<Present> subjects,
            long streams,
            @Nullable String next) {}

    /// A subject, with the streams that it has open and the time at which it joined.
    @RegisterForReflection
    record Present(String subject, @Nullable String issuer, long streams, String since) {
        static Present of(PresencePage.Present present) {
            return new Present(
                    present.subject().name(),
                    present.subject().issuer().orElse(null),
                    present.streams(),
                    present.since().toString());
        }
    }

    void route(@Observes Router router) {
        router.getWithRegex("/presence/.+").handler(this::answer);
        router.headWithRegex("/presence/.+").handler(this::describe);
    }

    /// Answers HEAD with what GET would begin with (RFC 9110, 9.3.2).
    private void describe(RoutingContext request) {
        callers.identify(request, caller -> {
            var _ = granted(request, caller);
            var _ = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end();
        });
    }

    private void answer(RoutingContext request) {
        callers.identify(request, caller -> answer(request, caller));
    }

    private void answer(RoutingContext request, Caller caller) {
        var topic = granted(request, caller);
        var query = request.queryParams();
        int most = RequestedLimit.of(query);
        var after = Optional.ofNullable(query.get("after")).orElse("");
        responses.answer(request, ClientAddress.of(request.request()), (long) most * BYTES_A_SUBJECT, held -> {
            var page = store.read(topic, after, most);
            held.accept((long) page.subjects().size() * BYTES_A_SUBJECT);
            return caller.knowsWhoIsPresent()
                    ? presence(request, topic, page)
                    : new Presence(topic.name(), List.of(), page.streams(), null);
        });
    }

    /// The topic that the request names, if its caller may hear it and presence is known of it.
    private Topic granted(RoutingContext request, Caller caller) {
        caller.checkSubscribeToAnything();
        var topic = new Topic(TopicPath.ofPresence(request).orElseThrow());
        caller.checkSubscribe(new Patterns(List.of(new ExactTopic(topic))));
        if (!topics.include(topic)) {
            throw new RefusedException(
                    Refusal.NO_PRESENCE,
                    "The hub does not count who is present on " + Excerpt.of(topic.name())
                            + ": add it, or a pattern such as chat/**, to tidings.presence.topics.");
        }
        return topic;
    }

    private static Presence presence(RoutingContext request, Topic topic, PresencePage page) {
        var subjects = page.subjects().stream().map(Present::of).toList();
        return new Presence(topic.name(), subjects, page.streams(), page.hasMore() ? next(request, page) : null);
    }

    private static String next(RoutingContext request, PresencePage page) {
        return UriBuilder.fromUri(request.request().uri())
                .replaceQueryParam("after", "{after}")
                .build(PresenceKey.text(page.subjects().getLast().subject()))
                .toString();
    }
}
