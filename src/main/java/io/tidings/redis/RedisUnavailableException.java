package io.tidings.redis;

/// Redis cannot be reached, or refuses what it was asked; it has done nothing of it. The message says what to do.
public final class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RedisUnavailableException(String message) {
        super(message);
    }
}
