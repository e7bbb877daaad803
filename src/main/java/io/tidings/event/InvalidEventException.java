package io.tidings.event;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.util.Locale;

/// A value cannot be part of an event or of a subscription.
public final class InvalidEventException extends RefusedException {
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
        SUBJECT,
        STATE,
        LAG,
        FLAG,
        BATCH,
        IDEMPOTENCY_KEY;

        /// What a text calls it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public InvalidEventException(Part part, String message) {
        super(Refusal.INVALID, message);
        this.part = part;
    }

    /// The same, said of a line of a batch.
    public InvalidEventException inLine(int number) {
        return new InvalidEventException(part, "Line " + number + ": " + getMessage());
    }

    public Part part() {
        return part;
    }

    @Override
    public String type() {
        return "invalid-" + part.word();
    }
}
