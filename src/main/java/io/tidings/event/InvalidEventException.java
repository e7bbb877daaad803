package io.tidings.event;

/// What a caller gave cannot be part of an event or of a subscription. The message says what is wrong and what would
/// be right, in words for that caller.
public final class InvalidEventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Part part;

    /// What was wrong.
    public enum Part {
        TOPIC,
        PATTERN,
        TYPE,
        RETRY,
        DATA,
        ID
    }

    public InvalidEventException(Part part, String message) {
        super(message);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
