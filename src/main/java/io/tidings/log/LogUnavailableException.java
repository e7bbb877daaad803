package io.tidings.log;

/// The log cannot do what it was asked now, though it may later. An append that ends with this was not kept,
/// unless its message says that it may be.
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public LogUnavailableException(String message) {
        super(message);
    }
}
