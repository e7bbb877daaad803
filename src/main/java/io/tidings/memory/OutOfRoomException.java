package io.tidings.memory;

/// The [Budget] has no room for what the caller asked for. It has when other clients are done: try again.
public final class OutOfRoomException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutOfRoomException(String message) {
        super(message);
    }
}
