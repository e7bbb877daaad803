package io.tidings.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.redis.RedisUnavailableException;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.replica.Answer;
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
    private final Budget budget;

    StreamCalls(Replicas replicas, ObjectMapper mapper, Budget budget) {
        this.replicas = replicas;
        this.mapper = mapper;
        this.budget = budget;
    }

    ReplicaName self() {
        return replicas.self();
    }

    /// False if there is surely no such replica. Does not block.
    boolean mayReach(ReplicaName replica) {
        return replicas.mayLive(replica);
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

    /// Asks another replica about streams that it may have. It has none if it is gone.
    CompletionStage<StreamReply> askIfThere(ReplicaName replica, StreamCall call) {
        return ask(replica, call).exceptionally(failure -> {
            if (cause(failure) instanceof RefusedException refused && refused.refusal() == Refusal.UNKNOWN_STREAM) {
                return StreamReply.DONE;
            }
            throw new CompletionException(cause(failure));
        });
    }

    /// Answers what other replicas ask from now on.
    void serve(Function<StreamCall, CompletionStage<StreamReply>> answering) {
        replicas.serve(text -> switch (read(text, StreamCall.class)) {
            case StreamCall.ListSome list -> answerIfThereIsRoom(list, answering);
            case StreamCall call -> reply(call, answering).thenApply(reply -> Answer.of(write(reply)));
        });
    }

    /// What the streams take is held until the answer is sent.
    private CompletionStage<Answer> answerIfThereIsRoom(
            StreamCall.ListSome list, Function<StreamCall, CompletionStage<StreamReply>> answering) {
        var hold = budget.tryHold(Use.SENDING, StreamPart.MOST_BYTES);
        if (hold == null) {
            return CompletableFuture.completedStage(Answer.of(write(StreamReply.refused(StreamRefusals.noRoom()))));
        }
        return reply(list, answering)
                .thenApply(reply -> {
                    hold.resize(StreamPart.bytes(reply.part().streams()));
                    return new Answer(write(reply), hold::release);
                })
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        hold.release();
                    }
                });
    }

    private static CompletionStage<StreamReply> reply(
            StreamCall call, Function<StreamCall, CompletionStage<StreamReply>> answering) {
        return begin(call, answering).exceptionally(failure -> switch (cause(failure)) {
            case RefusedException refused -> StreamReply.refused(refused);
            default -> throw new CompletionException(failure);
        });
    }

    private static CompletionStage<StreamReply> begin(
            StreamCall call, Function<StreamCall, CompletionStage<StreamReply>> answering) {
        try {
            return answering.apply(call);
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
