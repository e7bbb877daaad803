package io.tidings.log;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// How callers wait for the threads of an engine.
public final class Waiting {
    private Waiting() {}

    /// Waits however often it is interrupted, because what was begun may yet be kept. A failure is thrown anew, with
    /// the caller's stack.
    public static <T> T on(CompletionStage<T> result) {
        try {
            return result.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogUnavailableException unavailable
                    ? new LogUnavailableException(String.valueOf(unavailable.getMessage()), unavailable)
                    : e;
        }
    }
}
