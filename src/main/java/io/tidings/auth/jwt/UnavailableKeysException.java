package io.tidings.auth.jwt;

/// The keys of an issuer cannot be read. The message says why, for the operator.
final class UnavailableKeysException extends Exception {
    private static final long serialVersionUID = 1;

    UnavailableKeysException(String message) {
        super(message);
    }

    UnavailableKeysException(String message, Throwable cause) {
        super(message, cause);
    }
}
