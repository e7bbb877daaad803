package io.tidings.redis;

/// Redis does not know the script by its digest, and has done nothing.
final class UnknownScriptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownScriptException(Throwable cause) {
        super(cause);
    }
}
