package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.RevokedSubjects.Revoked;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// For how long a token is good that another replica has verified.
class RenewedValidityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Optional<Subject> ANN = Optional.of(new Subject(Optional.of("main"), "ann"));

    private final RevokedSubjects revoked = new RevokedSubjects();
    private boolean isKeyGone;

    private Validity validity(@Nullable String key, @Nullable Instant expiry) {
        return new RenewedValidity(revoked, new OneKey())
                .of(
                        ANN,
                        new StreamCall.Renew(
                                "",
                                new StreamCall.Requester("ann", "main", false),
                                List.of(),
                                key,
                                NOW.toEpochMilli(),
                                expiry == null ? null : expiry.toEpochMilli()));
    }

    @Test
    void itEndsWithItsTime() {
        var end = NOW.plusSeconds(60);

        for (var key : new String[] {null, "of another issuer"}) {
            assertThat(validity(key, end).isOver(end.minusMillis(1)), is(false));
            assertThat(validity(key, end).isOver(end), is(true));
        }
    }

    @Test
    void itEndsWithItsKey() {
        var validity = validity("known", null);
        assertThat(validity.isOver(NOW), is(false));

        isKeyGone = true;

        assertThat(validity.isOver(NOW), is(true));
        assertThat(validity(null, null).isOver(NOW), is(false));
    }

    @Test
    void itEndsWhenItsSubjectIsRevoked() {
        var validity = validity("known", null);

        revoked.learn(List.of(new Revoked(Optional.of("main"), "ann", NOW, NOW.plus(Duration.ofDays(1)))), NOW);

        assertThat(validity.isOver(NOW), is(true));
    }

    private final class OneKey extends NobodysPolicy {
        @Override
        public Optional<Validity> verifiedElsewhere(String issuer, String keyId, Optional<Instant> expiry) {
            return issuer.equals("main") && keyId.equals("known")
                    ? Optional.of(new WhileThere(expiry))
                    : Optional.empty();
        }
    }

    private final class WhileThere implements Validity {
        private final Optional<Instant> expiry;

        WhileThere(Optional<Instant> expiry) {
            this.expiry = expiry;
        }

        @Override
        public Optional<Instant> expiry() {
            return expiry;
        }

        @Override
        public boolean isOver(Instant now) {
            return isKeyGone;
        }
    }
}
