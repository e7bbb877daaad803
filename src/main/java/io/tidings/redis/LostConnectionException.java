package io.tidings.redis;

/// The connection broke, or Redis did not answer: nobody knows whether it did what it was asked.
public final class LostConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
