package io.tidings.event;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;

/// What a caller sent is larger than the hub takes. The message names the limit.
public final class TooLargeException extends RefusedException {
    private static final long serialVersionUID = 1;

    public TooLargeException(String message) {
        super(Refusal.TOO_LARGE, message);
    }
}
