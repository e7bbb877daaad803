package io.tidings.replica;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// A hub that has its log for itself.
class AloneTest {
    private final Replicas alone = new Alone();

    @Test
    void itHasNoOthers() {
        alone.serve(call -> CompletableFuture.completedStage(Answer.of(call)));

        assertThat(alone.others(), empty());
    }

    @Test
    void nobodyAnswersIt() {
        var answer = alone.ask(ReplicaName.random(), "hello").toCompletableFuture();

        var failure = assertThrows(CompletionException.class, answer::join);
        assertThat(failure.getCause(), instanceOf(UnknownReplicaException.class));
    }
}
