package io.tidings.control;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.access.SubjectRevocations;
import io.tidings.auth.Caller;
import io.tidings.auth.Subject;
import io.tidings.auth.UntilRevoked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// The open streams of all replicas: what is asked of one goes to the replica that serves it, and what is asked of many
/// to all of them.
@ApplicationScoped
class Streams {
    private static final CompletionStage<StreamReply> DONE = CompletableFuture.completedStage(StreamReply.DONE);

    private final StreamCalls calls;
    private final LocalStreams local;
    private final SelectedStreams selected;
    private final StreamList list;
    private final SubjectRevocations revocations;
    private final ExecutorService threads;

    Streams(
            StreamCalls calls,
            LocalStreams local,
            SelectedStreams selected,
            StreamList list,
            SubjectRevocations revocations,
            @VirtualThreads ExecutorService threads) {
        this.calls = calls;
        this.local = local;
        this.selected = selected;
        this.list = list;
        this.revocations = revocations;
        this.threads = threads;
    }

    /// Answers what other replicas ask from now on.
    void serve(@Observes StartupEvent event) {
        calls.serve(this::here);
    }

    /// Does what is asked with the streams of this replica.
    private CompletionStage<StreamReply> here(StreamCall call) {
        return switch (call) {
            case StreamCall.Change change -> local.change(change);
            case StreamCall.Renew renew -> local.renew(renew, Optional.empty());
            case StreamCall.End end -> local.end(end);
            case StreamCall.EndMany many -> endHere(many, revocations::refresh);
            case StreamCall.ListSome some -> inBackground(() -> StreamReply.listed(list.read(some)));
        };
    }

    /// The tokens that were revoked are refused before their streams end, so that none comes back.
    private CompletionStage<StreamReply> endHere(StreamCall.EndMany many, Runnable revocation) {
        return selected.end(many.query(), () -> many.revoked() ? done(revocation) : DONE);
    }

    private CompletionStage<StreamReply> done(Runnable work) {
        return inBackground(() -> {
            work.run();
            return StreamReply.DONE;
        });
    }

    private CompletionStage<StreamReply> inBackground(Supplier<StreamReply> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /// Throws a refusal if there is no such stream that the requester may change, as far as this replica knows without
    /// asking another.
    void checkMayBeThere(StreamId id, StreamCall.Requester requester) {
        if (id.replica().equals(calls.self()) ? !local.has(id, requester) : !calls.mayReach(id.replica())) {
            throw StreamRefusals.unknown();
        }
    }

    /// Asks the replica that serves a stream.
    CompletionStage<StreamReply> ask(StreamId id, StreamCall call) {
        return id.replica().equals(calls.self()) ? here(call) : calls.ask(id.replica(), call);
    }

    /// Lets a stream live on by the credential of a caller.
    CompletionStage<StreamReply> renew(StreamId id, Caller caller) {
        var validity = caller.validity();
        var issued = validity instanceof UntilRevoked known ? known.issuedAt() : Optional.<Instant>empty();
        var call = new StreamCall.Renew(
                id.toString(),
                requester(caller),
                caller.own().subscribe().all().stream().map(Object::toString).toList(),
                validity.keyId().orElse(null),
                issued.map(Instant::toEpochMilli).orElse(null),
                validity.expiry().map(Instant::toEpochMilli).orElse(null));
        return id.replica().equals(calls.self())
                ? local.renew(call, Optional.of(validity))
                : calls.ask(id.replica(), call);
    }

    static StreamCall.Requester requester(Caller caller) {
        return new StreamCall.Requester(
                caller.subject().map(Subject::name).orElse(null),
                caller.subject().flatMap(Subject::issuer).orElse(null),
                caller.grants().operate());
    }

    /// Revokes the tokens of a subject if asked to, and ends the streams that a query selects. Blocks. Throws
    /// if a replica does not answer; the tokens are revoked nevertheless.
    int endMany(StreamQuery query, boolean revoke) {
        var call = new StreamCall.EndMany(query, revoke);
        // The others read from the log what is revoked.
        var here = StreamReply.await(endHere(
                call, () -> revocations.revoke(Optional.ofNullable(query.issuer()), String.valueOf(query.subject()))));
        return here.ended()
                + askOthers(call).stream()
                        .map(StreamReply::await)
                        .mapToInt(StreamReply::ended)
                        .sum();
    }

    private List<CompletionStage<StreamReply>> askOthers(StreamCall call) {
        return calls.others().stream()
                .map(other -> calls.askIfThere(other, call))
                .toList();
    }
}
