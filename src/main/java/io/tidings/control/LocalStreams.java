package io.tidings.control;

import io.tidings.auth.AccessPolicy;
import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import io.tidings.control.NamedStreams.NamedStream;
import io.tidings.control.StreamCall.Requester;
import io.tidings.delivery.ChangeRefusedException;
import io.tidings.delivery.Lane;
import io.tidings.delivery.LaneStreams;
import io.tidings.delivery.OpenStreams;
import io.tidings.delivery.Subscriber;
import io.tidings.delivery.TopicChange;
import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import io.tidings.memory.Budget;
import io.tidings.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Changes and ends the open streams of this node, as a [StreamCall] asks. Any thread may call it.
@ApplicationScoped
class LocalStreams {
    private final NamedStreams named;
    private final OpenStreams open;
    private final AccessPolicy policy;
    private final GrantBytes grantBytes;
    private final RenewedValidity validities;
    private final Budget budget;
    private final int mostPatterns;

    LocalStreams(
            NamedStreams named,
            OpenStreams open,
            AccessPolicy policy,
            GrantBytes grantBytes,
            RenewedValidity validities,
            Budget budget,
            @ConfigProperty(name = "tidings.subscribe.max-patterns", defaultValue = "100") int mostPatterns) {
        this.named = named;
        this.open = open;
        this.policy = policy;
        this.grantBytes = grantBytes;
        this.validities = validities;
        this.budget = budget;
        this.mostPatterns = mostPatterns;
    }

    /// Adds and removes topics of a stream.
    CompletionStage<StreamReply> change(StreamCall.Change call) {
        var stream = find(call.stream(), call.requester());
        if (stream.isEmpty()) {
            return CompletableFuture.failedStage(StreamRefusals.unknown());
        }
        var change = new TopicChange(patterns(call.add()), patterns(call.remove()), replay(call.replay()));
        var held = stream.get().stream();
        var decision = new ChangeDecision(
                change,
                held,
                stream.get().subscriber(),
                () -> new Grants(Patterns.of(), named.grantsOf(held), false),
                mostPatterns,
                budget);
        return stream.get()
                .lane()
                .changes()
                .change(stream.get().subscriber(), decision)
                .thenApply(topics -> StreamReply.changed(texts(topics.orElseThrow(StreamRefusals::unknown))))
                .exceptionally(LocalStreams::refuse);
    }

    private static StreamReply refuse(Throwable failure) {
        var cause = failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
        throw switch (cause) {
            case RefusedException refused -> refused;
            case ChangeRefusedException notNow -> StreamRefusals.notNow(String.valueOf(notNow.getMessage()));
            default -> new CompletionException(cause);
        };
    }

    /// Lets a stream live on by another credential. If this node has verified that, its validity is given; otherwise it
    /// is what the call says.
    CompletionStage<StreamReply> renew(StreamCall.Renew call, Optional<Validity> verified) {
        var stream = find(call.stream())
                .filter(found -> isOf(found.stream(), call.requester())
                        || found.stream().subject().isEmpty());
        if (stream.isEmpty()) {
            return CompletableFuture.failedStage(StreamRefusals.unknown());
        }
        var held = stream.get().stream();
        if (held.subject().isEmpty()) {
            return CompletableFuture.failedStage(StreamRefusals.takesNoToken());
        }
        var subscriber = stream.get().subscriber();
        return stream.get()
                .lane()
                .changes()
                .renew(subscriber, () -> renew(held, subscriber, call, verified))
                .thenApply(isOpen -> {
                    if (!isOpen) {
                        throw StreamRefusals.unknown();
                    }
                    return StreamReply.DONE;
                })
                .exceptionally(LocalStreams::refuse);
    }

    /// The patterns whose private events it may read from now on.
    private Patterns renew(
            OpenStream stream, Subscriber subscriber, StreamCall.Renew call, Optional<Validity> verified) {
        if (stream.name()
                .map(name -> !name.changes().tryCount(System.nanoTime()))
                .orElse(false)) {
            throw StreamRefusals.tooManyChanges();
        }
        var own = new Grants(Patterns.of(), patterns(call.subscribe()), false);
        var caller = Caller.of(
                stream.subject(),
                own,
                policy.anonymous().grants(),
                verified.orElseGet(
                        () -> validities.of(stream.subject(), instant(call.issued()), instant(call.expires()))));
        var missing = caller.grants().unreadable(subscriber.selection().wanted());
        if (!missing.isEmpty()) {
            throw StreamRefusals.weaker(missing);
        }
        grantBytes.exchange(stream.grants(), own.subscribe());
        stream.renew(caller, Instant.now());
        return own.subscribe();
    }

    private static Optional<Instant> instant(@Nullable Long millis) {
        return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
    }

    /// Ends a stream.
    CompletionStage<StreamReply> end(StreamCall.End call) {
        return find(call.stream(), call.requester())
                .map(stream -> stream.lane().streams().end(stream.subscriber()).thenApply(isOpen -> {
                    if (!isOpen) {
                        throw StreamRefusals.unknown();
                    }
                    return StreamReply.DONE;
                }))
                .orElseGet(() -> CompletableFuture.failedStage(StreamRefusals.unknown()));
    }

    /// Ends the streams that a query selects before a step, once that is done. The step may revoke their tokens: they
    /// then end as with tokens that have ended, and count even if they have ended by themselves meanwhile.
    CompletionStage<StreamReply> endMany(StreamQuery query, Supplier<CompletionStage<StreamReply>> step) {
        var selected = open.lanes().stream()
                .map(Lane::streams)
                .map(streams -> streams.collect(subscriber -> select(query, subscriber))
                        .thenApply(subscribers -> new Selected(streams, subscribers))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(selected.toArray(CompletableFuture<?>[]::new))
                .thenCompose(_ -> step.get())
                .thenApply(_ -> StreamReply.ended(selected.stream()
                        .map(CompletableFuture::join)
                        .mapToInt(Selected::end)
                        .sum()));
    }

    /// The streams of a lane that are to end.
    private record Selected(LaneStreams streams, List<Subscriber> subscribers) {
        int end() {
            streams.expire(Instant.now());
            subscribers.forEach(streams::end);
            return subscribers.size();
        }
    }

    private static Optional<Subscriber> select(StreamQuery query, Subscriber subscriber) {
        return subscriber.holder() instanceof OpenStream stream && query.includes(stream, subscriber)
                ? Optional.of(subscriber)
                : Optional.empty();
    }

    private Optional<NamedStream> find(String id) {
        return StreamId.parse(id).flatMap(named::find);
    }

    /// The stream, if it is the requester's, or has no subject, or the requester operates the hub.
    private Optional<NamedStream> find(String id, Requester requester) {
        return find(id).filter(found ->
                requester.operate() || found.stream().subject().isEmpty() || isOf(found.stream(), requester));
    }

    private static boolean isOf(OpenStream stream, Requester requester) {
        return requester.subject() != null
                && stream.subject()
                        .map(new Subject(Optional.ofNullable(requester.issuer()), requester.subject())::equals)
                        .orElse(false);
    }

    private static Patterns patterns(List<String> texts) {
        return new Patterns(
                texts.stream().<TopicMatcher>map(TopicPattern::parse).toList());
    }

    private static List<String> texts(Patterns patterns) {
        return patterns.all().stream().map(Object::toString).toList();
    }

    private static Cursor replay(@Nullable String text) {
        return switch (text) {
            case null -> new Cursor.Now();
            case "all" -> new Cursor.Beginning();
            case "latest" -> Cursor.Latest.START;
            default -> new Cursor.After(EventId.parse(text));
        };
    }
}
