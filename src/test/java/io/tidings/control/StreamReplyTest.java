package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.log.LogUnavailableException;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// A refusal is known as one, however it comes: anything else would be an error of the hub.
class StreamReplyTest {
    private static Refusal refusalOf(CompletionStage<StreamReply> reply) {
        return assertThrows(RefusedException.class, () -> StreamReply.await(reply))
                .refusal();
    }

    @Test
    void aReplicaThatDoesNotAnswerIsARefusal() {
        var reply = CompletableFuture.<StreamReply>failedStage(StreamRefusals.silentReplica());

        assertThat(refusalOf(reply), is(Refusal.REPLICA_UNAVAILABLE));
    }

    @Test
    void aLogThatIsAwayIsARefusal() {
        CompletionStage<StreamReply> reply = CompletableFuture.supplyAsync(
                () -> {
                    throw new LogUnavailableException("it is away");
                },
                Runnable::run);

        assertThat(refusalOf(reply), is(Refusal.LOG_UNAVAILABLE));
    }

    @Test
    void aReplicaMayRefuse() {
        var reply = CompletableFuture.completedStage(StreamReply.refused(StreamRefusals.outOfMemory()));

        assertThat(refusalOf(reply), is(Refusal.OUT_OF_MEMORY));
    }
}
