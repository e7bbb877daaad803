package io.tidings.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.tidings.auth.InvalidTokenException;
import io.tidings.log.Told;
import org.junit.jupiter.api.Test;

class RefusedTokensTest {
    private static final InvalidTokenException EXPIRED = new InvalidTokenException("it has expired");

    @Test
    void theOperatorLearnsTheCauseTheAddressAndTheIssuerIfItIsKnown() {
        try (var told = new Told(RefusedTokens.class)) {
            RefusedTokens.tell(EXPIRED, "192.0.2.7");
            RefusedTokens.tell(EXPIRED.of("main"), "192.0.2.7");

            assertThat(
                    told.lines(),
                    contains(
                            "INFO A token was refused: it has expired (address 192.0.2.7)",
                            "INFO A token was refused: it has expired (address 192.0.2.7, issuer main)"));
        }
    }

    @Test
    void whatAClientCallsItselfIsNoPattern() {
        try (var told = new Told(RefusedTokens.class)) {
            RefusedTokens.tell(EXPIRED, "%s {0} 'a'");

            assertThat(told.lines(), contains("INFO A token was refused: it has expired (address %s {0} 'a')"));
        }
    }
}
