package io.tidings.auth;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A token is not good. Whoever shows it is not told why; the reason is for the operator, and holds nothing
/// of the token.
public class InvalidTokenException extends RefusedException {
    private static final long serialVersionUID = 1;

    private static final String ADVICE =
            "The token is not good here: it may be mistyped, expired, revoked, or meant for another hub. Get a new one;"
                    + " the hub's log has the reason.";

    private final String reason;
    private final @Nullable String issuer;

    /// With one of a limited number of reasons, for the log counts each apart: nothing of the token may be in it.
    public InvalidTokenException(String reason) {
        this(reason, null);
    }

    private InvalidTokenException(String reason, @Nullable String issuer) {
        super(Refusal.INVALID_TOKEN, ADVICE);
        this.reason = reason;
        this.issuer = issuer;
    }

    /// The same for a token that names an issuer, which has this name in the configuration.
    public InvalidTokenException of(String issuer) {
        return new InvalidTokenException(reason, issuer);
    }

    /// The issuer that the token names, if it is one of the configuration.
    public Optional<String> issuer() {
        return Optional.ofNullable(issuer);
    }

    /// Why it is not good, such as `its signature is wrong`.
    public String reason() {
        return reason;
    }
}
