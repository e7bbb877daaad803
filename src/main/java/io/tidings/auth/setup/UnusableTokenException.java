package io.tidings.auth.setup;

/// A named token cannot be used. The message says which and why, for the operator, and holds nothing of its
/// secret.
final class UnusableTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableTokenException(String name, String problem) {
        super("tidings.auth.tokens." + name + " " + problem);
    }

    UnusableTokenException(String name, String problem, Throwable cause) {
        super("tidings.auth.tokens." + name + " " + problem, cause);
    }
}
