package io.tidings.event;

import java.util.Locale;

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
        ID,
        TIME,
        REPLAY,
        LIMIT,
        BATCH,
        IDEMPOTENCY_KEY
    }

    public InvalidEventException(Part part, String message) {
        super(message);
        this.part = part;
    }

    /// The same, said of a line of a batch.
    public InvalidEventException inLine(int number) {
        return new InvalidEventException(
                part, "Line " + number + ", " + part.name().toLowerCase(Locale.ROOT) + ": " + getMessage());
    }

    public Part part() {
        return part;
    }
}
