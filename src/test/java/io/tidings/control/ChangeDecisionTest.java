package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import io.tidings.delivery.IdleConnection;
import io.tidings.delivery.Subscriber;
import io.tidings.delivery.TopicChange;
import io.tidings.event.Cursor;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.memory.Budget;
import io.tidings.refusal.RefusedException;
import io.tidings.sse.NativeFormat;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether the topics of a stream may change.
class ChangeDecisionTest {
    private static final Patterns WANTED = Patterns.of("news/local");

    private final OpenStream stream = new OpenStream(ann("news/**"), "192.0.2.1", Optional.empty(), Instant.EPOCH, 0);

    private static Caller ann(String subscribe) {
        var own = new Grants(Patterns.of(), Patterns.of(subscribe), false);
        return Caller.of(Optional.of(Subject.ofToken("ann")), own, Grants.NONE, Validity.UNLIMITED);
    }

    private ChangeDecision decisionToAdd(String pattern) {
        return new ChangeDecision(
                new TopicChange(Patterns.of(pattern), Patterns.of(), new Cursor.Now()),
                stream,
                new Subscriber(Selection.of(WANTED), new Cursor.Now(), NativeFormat.PLAIN, new IdleConnection()),
                () -> new Grants(Patterns.of(), stream.grants(), false),
                100,
                new Budget(1_000_000));
    }

    /// A change may wait for the position of its stream, and the stream be renewed meanwhile.
    @Test
    void theGrantsAreThoseThatTheStreamHasWhenItDecides() {
        var decision = decisionToAdd("news/world");
        assertThat(decision.apply(WANTED).added(), is(Patterns.of("news/world")));

        stream.renew(ann("news/local"), Instant.EPOCH);

        assertThrows(RefusedException.class, () -> decision.apply(WANTED));
    }

    @Test
    void aPatternThatIsRefusedForTwoReasonsIsNamedOnce() {
        var anonymous = new OpenStream(Caller.anonymous(Grants.NONE), "192.0.2.1", Optional.empty(), Instant.EPOCH, 0);
        var decision = new ChangeDecision(
                new TopicChange(Patterns.of("tidings/presence/x"), Patterns.of(), new Cursor.Now()),
                anonymous,
                new Subscriber(Selection.of(WANTED), new Cursor.Now(), NativeFormat.PLAIN, new IdleConnection()),
                () -> Grants.NONE,
                100,
                new Budget(1_000_000));

        var refusal = assertThrows(RefusedException.class, () -> decision.apply(WANTED));

        assertThat(refusal.getMessage().split("tidings/presence/x", -1).length, is(2));
    }
}
