package io.tidings.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.access.SubjectRevocations;
import io.tidings.auth.Caller;
import io.tidings.auth.Subject;
import io.tidings.auth.UntilRevoked;
import io.tidings.redis.RedisUnavailableException;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.replica.ReplicaName;
import io.tidings.replica.Replicas;
import io.tidings.replica.SilentReplicaException;
import io.tidings.replica.UnknownReplicaException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/// The open streams of all replicas: what is asked of one goes to the replica that serves it, and what is asked of many
/// to all of them.
@ApplicationScoped
class Streams {
    private final Replicas replicas;
    private final LocalStreams local;
    private final StreamList list;
    private final SubjectRevocations revocations;
    private final ObjectMapper mapper;
    private final ExecutorService threads;

    Streams(
            Replicas replicas,
            LocalStreams local,
            StreamList list,
            SubjectRevocations revocations,
            ObjectMapper mapper,
            @VirtualThreads ExecutorService threads) {
        this.replicas = replicas;
        this.local = local;
        this.list = list;
        this.revocations = revocations;
        this.mapper = mapper;
        this.threads = threads;
    }

    /// Answers what other replicas ask from now on.
    void serve(@Observes StartupEvent event) {
        replicas.serve(call -> reply(call)
                .exceptionally(failure -> switch (cause(failure)) {
                    case RefusedException refused -> StreamReply.refused(refused);
                    default -> throw new CompletionException(failure);
                })
                .thenApply(this::write));
    }

    private CompletionStage<StreamReply> reply(String text) {
        try {
            return here(mapper.readValue(text, StreamCall.class));
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /// Does what is asked with the streams of this replica.
    private CompletionStage<StreamReply> here(StreamCall call) {
        return switch (call) {
            case StreamCall.Change change -> local.change(change);
            case StreamCall.Renew renew -> local.renew(renew, Optional.empty());
            case StreamCall.End end -> local.end(end);
            case StreamCall.EndMany many -> endHere(many);
            case StreamCall.ListSome some ->
                inBackground(() ->
                        StreamReply.listed(list.read(some.query(), Optional.ofNullable(some.after()), some.limit())));
        };
    }

    /// The tokens that were revoked are refused before their streams end, so that none comes back.
    private CompletionStage<StreamReply> endHere(StreamCall.EndMany many) {
        return many.revoked()
                ? inBackground(() -> {
                            revocations.refresh();
                            return StreamReply.DONE;
                        })
                        .thenCompose(_ -> local.endMany(many.query()))
                : local.endMany(many.query());
    }

    private CompletionStage<StreamReply> inBackground(java.util.function.Supplier<StreamReply> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /// Asks the replica that serves a stream.
    CompletionStage<StreamReply> ask(StreamId id, StreamCall call) {
        return id.replica().equals(replicas.self()) ? here(call) : there(id.replica(), call);
    }

    /// Lets a stream live on by the credential of a caller.
    CompletionStage<StreamReply> renew(StreamId id, Caller caller) {
        var validity = caller.validity();
        var issued = validity instanceof UntilRevoked known ? known.issuedAt() : Optional.<Instant>empty();
        var call = new StreamCall.Renew(
                id.toString(),
                requester(caller),
                caller.own().subscribe().all().stream().map(Object::toString).toList(),
                issued.map(Instant::toEpochMilli).orElse(null),
                validity.expiry().map(Instant::toEpochMilli).orElse(null));
        return id.replica().equals(replicas.self())
                ? local.renew(call, Optional.of(validity))
                : there(id.replica(), call);
    }

    static StreamCall.Requester requester(Caller caller) {
        return new StreamCall.Requester(
                caller.subject().map(Subject::name).orElse(null),
                caller.subject().flatMap(Subject::issuer).orElse(null),
                caller.grants().operate());
    }

    /// Revokes the tokens of a subject if asked to, and ends the streams that a query selects. Blocks. If a
    /// replica does not answer, what was revoked is revoked all the same.
    int endMany(StreamQuery query, boolean revoke) {
        if (revoke) {
            revocations.revoke(Optional.ofNullable(query.issuer()), String.valueOf(query.subject()));
        }
        return all(new StreamCall.EndMany(query, revoke))
                .mapToInt(StreamReply::ended)
                .sum();
    }

    /// The streams of all replicas that a query selects, in the order of their ids. Blocks.
    List<StreamReport> list(StreamQuery query, Optional<String> after, int limit) {
        return all(new StreamCall.ListSome(query, after.orElse(null), limit))
                .flatMap(reply -> reply.streams().stream())
                .sorted(Comparator.comparing(StreamReport::stream))
                .limit(limit)
                .toList();
    }

    private Stream<StreamReply> all(StreamCall call) {
        var replies = new ArrayList<CompletableFuture<StreamReply>>();
        replies.add(here(call).toCompletableFuture());
        for (var other : others()) {
            replies.add(there(other, call).exceptionally(Streams::ignoreGone).toCompletableFuture());
        }
        return replies.stream().map(Streams::await).map(StreamReply::orThrow);
    }

    private Set<ReplicaName> others() {
        try {
            return replicas.others();
        } catch (RedisUnavailableException e) {
            throw StreamRefusals.unreachable(e);
        }
    }

    private static StreamReply await(CompletableFuture<StreamReply> reply) {
        try {
            return reply.join();
        } catch (CompletionException e) {
            throw cause(e) instanceof RefusedException refused ? refused : e;
        }
    }

    /// A replica that is gone has no streams.
    private static StreamReply ignoreGone(Throwable failure) {
        if (cause(failure) instanceof RefusedException refused && refused.refusal() == Refusal.UNKNOWN_STREAM) {
            return StreamReply.DONE;
        }
        throw new CompletionException(cause(failure));
    }

    private CompletionStage<StreamReply> there(ReplicaName replica, StreamCall call) {
        return replicas.ask(replica, write(call))
                .thenApply(this::readReply)
                .thenApply(StreamReply::orThrow)
                .exceptionally(failure -> {
                    throw switch (cause(failure)) {
                        case UnknownReplicaException _ -> StreamRefusals.unknown();
                        case SilentReplicaException _ -> StreamRefusals.silentReplica();
                        case RedisUnavailableException e -> StreamRefusals.unreachable(e);
                        case RefusedException refused -> refused;
                        case Throwable other -> new CompletionException(other);
                    };
                });
    }

    private StreamReply readReply(String text) {
        try {
            return mapper.readValue(text, StreamReply.class);
        } catch (JsonProcessingException e) {
            throw new CompletionException(e);
        }
    }

    private String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new CompletionException(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
    }
}
