package io.tidings.event;

/// What a caller sent is larger than the hub takes. The message names the limit.
public final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooLargeException(String message) {
        super(message);
    }
}
