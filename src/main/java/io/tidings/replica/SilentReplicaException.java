package io.tidings.replica;

/// A replica lives, but has not answered a call in time. It may have run the call.
public final class SilentReplicaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SilentReplicaException(String message) {
        super(message);
    }
}
