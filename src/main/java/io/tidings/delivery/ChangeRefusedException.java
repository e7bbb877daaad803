package io.tidings.delivery;

/// The topics of a stream cannot be changed now. The message says why; a later attempt may succeed.
public final class ChangeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChangeRefusedException(String message) {
        super(message);
    }
}
