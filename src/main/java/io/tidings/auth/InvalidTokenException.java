package io.tidings.auth;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;

/// A token is not good. Whoever shows it is not told why; the reason is for the operator, and holds nothing
/// of the token.
public class InvalidTokenException extends RefusedException {
    private static final long serialVersionUID = 1;

    private static final String ADVICE =
            "The token is not good here: it may be mistyped, expired, revoked, or meant for another hub. Get a new one.";

    private final String reason;

    public InvalidTokenException(String reason) {
        super(Refusal.INVALID_TOKEN, ADVICE);
        this.reason = reason;
    }

    /// Why it is not good, such as `its signature is wrong`.
    public String reason() {
        return reason;
    }
}
