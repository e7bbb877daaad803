package io.tidings.auth;

/// The caller showed no token, and one is needed.
public final class UnauthenticatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnauthenticatedException(String message) {
        super(message);
    }
}
