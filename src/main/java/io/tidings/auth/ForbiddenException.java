package io.tidings.auth;

/// The caller showed a token that does not do.
public final class ForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ForbiddenException(String message) {
        super(message);
    }
}
