package io.tidings.access;

import io.tidings.auth.InvalidTokenException;
import org.jboss.logging.Logger;

/// Tells the operator why a token was refused, who showed it, and whose it is if that is known. Each cause is a format
/// of its own, for the limit on repeated lines counts formats; nothing that a client chooses is part of one.
final class RefusedTokens {
    private static final Logger LOG = Logger.getLogger(RefusedTokens.class);

    private RefusedTokens() {}

    static void tell(InvalidTokenException refused, String address) {
        var cause = "A token was refused: " + refused.reason();
        refused.issuer()
                .ifPresentOrElse(
                        issuer -> LOG.infof(cause + " (address %s, issuer %s)", address, issuer),
                        () -> LOG.infof(cause + " (address %s)", address));
    }
}
