package io.tidings.event;

/// More events than may be published in a while. The message says which, and when there is room again.
public final class TooManyEventsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooManyEventsException(String message) {
        super(message);
    }
}
