package io.tidings.log;

import io.tidings.event.TooLargeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// How callers wait for the threads of an engine.
public final class Await {
    private Await() {}

    /// Waits however often it is interrupted, because what was begun may yet be kept. A failure is thrown anew, with
    /// the caller's stack.
    public static <T> T result(CompletionStage<T> result) {
        try {
            return result.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case LogUnavailableException cause -> cause.anew();
                case TooLargeException cause -> new TooLargeException(message(cause));
                case ReusedKeyException _ -> new ReusedKeyException();
                case null, default -> e;
            };
        }
    }

    private static String message(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}
