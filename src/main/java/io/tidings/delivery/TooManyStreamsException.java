package io.tidings.delivery;

/// The hub, or this client, has as many streams open as it may.
public final class TooManyStreamsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooManyStreamsException(String message) {
        super(message);
    }
}
