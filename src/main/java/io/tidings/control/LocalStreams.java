package io.tidings.control;

import io.tidings.auth.Grants;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import io.tidings.control.NamedStreams.NamedStream;
import io.tidings.control.StreamCall.Requester;
import io.tidings.delivery.ChangeRefusedException;
import io.tidings.event.Patterns;
import io.tidings.memory.Budget;
import io.tidings.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Changes, renews and ends single open streams of this node, as a [StreamCall] asks. Any thread may call it.
@ApplicationScoped
class LocalStreams {
    private final NamedStreams named;
    private final StreamRenewals renewals;
    private final Budget budget;
    private final int mostPatterns;

    LocalStreams(
            NamedStreams named,
            StreamRenewals renewals,
            Budget budget,
            @ConfigProperty(name = "tidings.subscribe.max-patterns", defaultValue = "100") int mostPatterns) {
        this.named = named;
        this.renewals = renewals;
        this.budget = budget;
        this.mostPatterns = mostPatterns;
    }

    /// Whether there is such a stream now that the requester may change.
    boolean has(StreamId id, Requester requester) {
        return find(id.toString(), requester).isPresent();
    }

    /// Adds and removes topics of a stream.
    CompletionStage<StreamReply> change(StreamCall.Change call) {
        var stream = find(call.stream(), call.requester());
        if (stream.isEmpty()) {
            return CompletableFuture.failedStage(StreamRefusals.unknown());
        }
        var held = stream.get().stream();
        var decision = new ChangeDecision(
                call.asTopicChange(),
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
                .renew(subscriber, () -> renewals.renew(held, subscriber, call, verified))
                .thenApply(isOpen -> {
                    if (!isOpen) {
                        throw StreamRefusals.unknown();
                    }
                    return StreamReply.DONE;
                })
                .exceptionally(LocalStreams::refuse);
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

    private static List<String> texts(Patterns patterns) {
        return patterns.all().stream().map(Object::toString).toList();
    }
}
