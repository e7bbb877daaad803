package io.tidings.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.access.Callers;
import io.tidings.auth.Caller;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.server.Body;
import io.tidings.server.RequestBodies;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Changes, renews and ends one open stream: `PATCH /streams/{stream}`, `PUT /streams/{stream}/token` and
/// `DELETE /streams/{stream}`. All of it runs on the connection's event loop and does not block it.
class StreamRoute {
    /// A hundred patterns to add and as many to remove, each as long as one may be, and all of it escaped, are 401 KB.
    private static final long MAX_BODY = 512 * 1024;

    private final Callers callers;
    private final RequestBodies bodies;
    private final ClientShares shares;
    private final Streams streams;
    private final ExecutorService threads;
    private final int mostPatterns;

    StreamRoute(
            Callers callers,
            RequestBodies bodies,
            ClientShares shares,
            Streams streams,
            @VirtualThreads ExecutorService threads,
            @ConfigProperty(name = "tidings.subscribe.max-patterns", defaultValue = "100") int mostPatterns) {
        this.callers = callers;
        this.bodies = bodies;
        this.shares = shares;
        this.streams = streams;
        this.threads = threads;
        this.mostPatterns = mostPatterns;
    }

    /// The topics of a stream.
    @RegisterForReflection
    record Topics(List<String> topics) {
        static Topics of(StreamReply reply) {
            return new Topics(reply.topics());
        }
    }

    void route(@Observes Router router) {
        router.patch("/streams/:stream").handler(this::change);
        router.put("/streams/:stream/token").handler(this::renew);
        router.delete("/streams/:stream").handler(this::end);
    }

    private void change(RoutingContext request) {
        callers.identify(request, caller -> {
            var id = id(request);
            streams.checkMayBeThere(id, Streams.requester(caller));
            bodies.read(request, Use.CHANGING, MAX_BODY)
                    .onSuccess(body -> change(request, id, caller, body))
                    .onFailure(request::fail);
        });
    }

    /// The request takes its share only now: bodies that do not end must not fill that.
    private void change(RoutingContext request, StreamId id, Caller caller, Body body) {
        try {
            var answers = new Answers(request, shares);
            threads.execute(() -> answers.when(() -> change(id, caller, body), Topics::of));
        } catch (RuntimeException e) {
            body.release();
            request.fail(e);
        }
    }

    /// The memory of the body is held until the reply is there: another replica may let the call wait.
    private CompletionStage<StreamReply> change(StreamId id, Caller caller, Body body) {
        try {
            caller.checkStillGood(Instant.now());
            var requested = ChangeParser.parse(body.bytes(), mostPatterns);
            return streams.ask(id, requested.of(id, Streams.requester(caller))).whenComplete((_, _) -> body.release());
        } catch (RuntimeException e) {
            body.release();
            throw e;
        }
    }

    /// A browser sends its cookie with every request, so only the header can show a new credential.
    private void renew(RoutingContext request) {
        callers.identify(request, caller -> {
            if (caller.isAnonymous() || request.request().getHeader(HttpHeaders.AUTHORIZATION) == null) {
                throw new RefusedException(
                        Refusal.UNAUTHENTICATED, "The new token is missing: send it as 'Authorization: Bearer TOKEN'.");
            }
            var id = id(request);
            new Answers(request, shares).when(() -> streams.renew(id, caller));
        });
    }

    private void end(RoutingContext request) {
        callers.identify(request, caller -> {
            var id = id(request);
            var end = new StreamCall.End(id.toString(), Streams.requester(caller));
            new Answers(request, shares).when(() -> streams.ask(id, end));
        });
    }

    private static StreamId id(RoutingContext request) {
        return Optional.ofNullable(request.pathParam("stream"))
                .flatMap(StreamId::parse)
                .orElseThrow(StreamRefusals::unknown);
    }
}
