package io.tidings.delivery;

/// The hub is stopping: it opens no more streams.
public final class DrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DrainingException() {
        super("This node is stopping: try another one, or this one again when it is back.");
    }
}
