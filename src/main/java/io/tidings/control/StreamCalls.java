package io.tidings.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.redis.RedisUnavailableException;
import io.tidings.refusal.RefusedException;
import io.tidings.replica.ReplicaName;
import io.tidings.replica.Replicas;
import io.tidings.replica.SilentReplicaException;
import io.tidings.replica.UnknownReplicaException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Calls about streams from one replica to another, as JSON. Whatever keeps one from being answered is a refusal. Any
/// thread may call it.
@ApplicationScoped
class StreamCalls {
    private final Replicas replicas;
    private final ObjectMapper mapper;

    StreamCalls(Replicas replicas, ObjectMapper mapper) {
        this.replicas = replicas;
        this.mapper = mapper;
    }

    ReplicaName self() {
        return replicas.self();
    }

    /// The other replicas that live. Blocks, and throws a refusal if they are not known.
    Set<ReplicaName> others() {
        try {
            return replicas.others();
        } catch (RedisUnavailableException e) {
            throw StreamRefusals.unreachable(e);
        }
    }

    /// Asks another replica.
    CompletionStage<StreamReply> ask(ReplicaName replica, StreamCall call) {
        return replicas.ask(replica, write(call))
                .thenApply(text -> read(text, StreamReply.class))
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

    /// Answers what other replicas ask from now on.
    void serve(Function<StreamCall, CompletionStage<StreamReply>> answering) {
        replicas.serve(text -> answer(text, answering)
                .exceptionally(failure -> switch (cause(failure)) {
                    case RefusedException refused -> StreamReply.refused(refused);
                    default -> throw new CompletionException(failure);
                })
                .thenApply(this::write));
    }

    private CompletionStage<StreamReply> answer(
            String text, Function<StreamCall, CompletionStage<StreamReply>> answering) {
        try {
            return answering.apply(read(text, StreamCall.class));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
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

    /// Why a stage has failed.
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
    }
}
