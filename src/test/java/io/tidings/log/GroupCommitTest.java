package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The thread that writes, at its end.
class GroupCommitTest {
    private record Waiting(CompletableFuture<Boolean> done) implements GroupCommit.Task {
        Waiting() {
            this(new CompletableFuture<>());
        }

        @Override
        public void refuse(LogUnavailableException reason) {
            done.completeExceptionally(reason);
        }
    }

    /// Fails as nothing may.
    private static final class Failing implements GroupCommit.Committer<Waiting> {
        @Override
        public Predicate<Waiting> room() {
            return _ -> true;
        }

        @Override
        public void commit(List<Waiting> group) throws InterruptedException {
            throw new InterruptedException("on purpose");
        }

        @Override
        public void ended() {}
    }

    @Test
    void itIsAliveUntilAnErrorEndsIt() {
        var commits = new GroupCommit<>("writer-of-a-test", new Failing());
        commits.start();
        assertTrue(commits.isAlive());

        var task = new Waiting();
        commits.add(task);

        assertThrows(CompletionException.class, task.done()::join);
        assertFalse(commits.isAlive());
    }

    @Test
    void aCloseIsNoError() {
        var commits = new GroupCommit<>("writer-of-a-test", new Failing());
        commits.start();
        commits.close();

        assertTrue(commits.isAlive());
    }
}
