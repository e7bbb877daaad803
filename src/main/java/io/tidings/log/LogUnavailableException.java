package io.tidings.log;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import org.jspecify.annotations.Nullable;

/// The log cannot do what it was asked now, though it may later. The message is for the operator: it may name files
/// and addresses. The detail is for clients, and names none. An append that ends with this was not kept, unless
/// [#mayBeKept] made it.
public final class LogUnavailableException extends RefusedException {
    private static final long serialVersionUID = 1;

    private static final String TRY_AGAIN = "The log is not available now: try again after 5 s.";
    private static final String MAY_BE_KEPT = "The log failed before it confirmed this, and may have kept it or not:"
            + " publish it again with the same Idempotency-Key; without one it may be kept twice.";

    private final String detail;

    public LogUnavailableException(String message, @Nullable Throwable cause) {
        this(message, TRY_AGAIN, cause);
    }

    public LogUnavailableException(String message) {
        this(message, TRY_AGAIN, null);
    }

    private LogUnavailableException(String message, String detail, @Nullable Throwable cause) {
        super(Refusal.LOG_UNAVAILABLE, message, cause);
        this.detail = detail;
    }

    /// After an append that the log may have kept.
    public static LogUnavailableException mayBeKept(String message, @Nullable Throwable cause) {
        return new LogUnavailableException(message, MAY_BE_KEPT, cause);
    }

    /// For a reason that clients may know.
    public static LogUnavailableException told(String message) {
        return new LogUnavailableException(message, message, null);
    }

    /// The same, with the stack of the caller.
    LogUnavailableException anew() {
        return new LogUnavailableException(String.valueOf(getMessage()), detail, this);
    }

    @Override
    public String detail() {
        return detail;
    }
}
