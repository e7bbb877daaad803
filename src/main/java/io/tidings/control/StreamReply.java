package io.tidings.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What a replica answers to a [StreamCall]: why it refuses, or the topics of a changed stream, how many streams have
/// ended, or the streams that it lists.
@RegisterForReflection
record StreamReply(
        @Nullable Refusal refusal, @Nullable String detail, List<String> topics, int ended, StreamPart part) {
    static final StreamReply DONE = new StreamReply(null, null, List.of(), 0, StreamPart.NONE);

    static StreamReply changed(List<String> topics) {
        return new StreamReply(null, null, topics, 0, StreamPart.NONE);
    }

    static StreamReply ended(int streams) {
        return new StreamReply(null, null, List.of(), streams, StreamPart.NONE);
    }

    static StreamReply listed(StreamPart part) {
        return new StreamReply(null, null, List.of(), 0, part);
    }

    static StreamReply refused(RefusedException refused) {
        return new StreamReply(refused.refusal(), refused.detail(), List.of(), 0, StreamPart.NONE);
    }

    /// Waits for a reply. Throws the refusal itself if it is one, or if there is none because of one.
    static StreamReply await(CompletionStage<StreamReply> reply) {
        try {
            return reply.toCompletableFuture().join().orThrow();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RefusedException refused ? refused : e;
        }
    }

    /// The same; throws if it is a refusal.
    StreamReply orThrow() {
        if (refusal != null) {
            throw refused(refusal, String.valueOf(detail));
        }
        return this;
    }

    /// What is asked of a replica was checked before, but for the number of patterns that a stream would have.
    private static RefusedException refused(Refusal refusal, String detail) {
        return refusal == Refusal.INVALID
                ? new InvalidEventException(Part.PATTERN, detail)
                : new RefusedException(refusal, detail);
    }
}
