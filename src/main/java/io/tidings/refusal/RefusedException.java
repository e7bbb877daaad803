package io.tidings.refusal;

/// A request is refused, and has changed nothing unless the message says so. The message is for the caller: what is
/// wrong, and what to do.
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    public RefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public RefusedException(Refusal refusal, String message, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /// The name in error responses, stable for programs.
    public String type() {
        return refusal.type();
    }
}
