package io.tidings.refusal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A request is refused, and has changed nothing unless the detail says so.
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    public RefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public RefusedException(Refusal refusal, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /// For the caller: what is wrong, and what to do.
    public String detail() {
        return Objects.requireNonNullElse(getMessage(), type());
    }

    /// The name in error responses, stable for programs.
    public String type() {
        return refusal.type();
    }
}
