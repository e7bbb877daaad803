package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// How callers wait for the threads of the log.
final class Waiting {
    private Waiting() {}

    /// Waits however often it is interrupted, because what was begun may yet be kept. A failure is thrown anew, with
    /// the caller's stack.
    static <T> T on(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogUnavailableException unavailable
                    ? new LogUnavailableException(String.valueOf(unavailable.getMessage()), unavailable)
                    : e;
        }
    }
}
