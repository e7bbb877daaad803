package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Selection;
import io.tidings.event.Topic;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How much a log says that it keeps.
abstract class ExtentContract extends LogFixture {
    ExtentContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void anEmptyLogHasNoEvents() {
        open(AMPLE);

        assertEquals(0, log.extent().events());
        assertEquals(Optional.empty(), log.extent().oldest());
        assertEquals(Duration.ZERO, log.tailLag());
        assertTrue(log.isAlive());
    }

    @Test
    void itGrowsWithWhatIsAppended() {
        open(AMPLE);
        long empty = log.extent().bytes();
        var first = append("a", "1");
        append("b", "x".repeat(100_000));

        assertEquals(2, log.extent().events());
        assertEquals(Optional.of(first), log.extent().oldest());
        // A file has whole pages, and free room in some.
        assertTrue(log.extent().bytes() >= empty + 90_000);
    }

    @Test
    void itShrinksWithWhatIsDropped() {
        open(Retention.ofEach(2, Duration.ofDays(1)));
        append("a", "1");
        var second = append("a", "2");
        append("a", "3");
        trimAll();

        assertEquals(2, log.extent().events());
        assertEquals(Optional.of(second), log.extent().oldest());

        log.drop(new Topic("a"));
        assertEquals(0, log.extent().events());
        assertEquals(Optional.empty(), log.extent().oldest());
    }

    @Test
    void itIsTheSameAfterARestartOfADurableLog() {
        open(AMPLE);
        append("a", "1");
        append("b", "2");
        long events = log.extent().events();
        log.close();

        open(AMPLE);

        long kept = all(Selection.ALL).size();
        assertEquals(kept, log.extent().events());
        assertEquals(2, events);
    }
}
