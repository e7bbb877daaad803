package io.tidings.log;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;

/// The log cannot do what it was asked now, though it may later. An append that ends with this was not kept,
/// unless its message says that it may be.
public final class LogUnavailableException extends RefusedException {
    private static final long serialVersionUID = 1;

    public LogUnavailableException(String message, Throwable cause) {
        super(Refusal.LOG_UNAVAILABLE, message, cause);
    }

    public LogUnavailableException(String message) {
        super(Refusal.LOG_UNAVAILABLE, message);
    }
}
