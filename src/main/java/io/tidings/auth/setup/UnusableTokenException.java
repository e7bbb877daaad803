package io.tidings.auth.setup;

/// Tokens of the configuration cannot be used. The message says which setting is wrong and why, for the operator,
/// and holds nothing of a secret.
final class UnusableTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableTokenException(String problem) {
        super(problem);
    }

    UnusableTokenException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
