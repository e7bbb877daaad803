package io.tidings.log;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;

/// An idempotency key that was used for other content. Nothing is kept.
public final class ReusedKeyException extends RefusedException {
    private static final long serialVersionUID = 1;

    public ReusedKeyException() {
        super(
                Refusal.REUSED_KEY,
                "This Idempotency-Key was used for something else a short while ago, and nothing is stored: take a new key,"
                        + " such as a UUID, for each request, and the same one only to repeat it unchanged.");
    }
}
