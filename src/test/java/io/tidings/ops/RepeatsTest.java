package io.tidings.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private long now;
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<String> reports = new ArrayList<>();
    private final Repeats repeats = new Repeats(() -> now, later::add, reports::add);

    @Test
    void ofAKindThereIsALineASecondThatCountsTheOthers() {
        assertTrue(repeats.admit(line("Request to %s failed", "/0")));
        for (int i = 1; i <= 1_234; i++) {
            assertFalse(repeats.admit(line("Request to %s failed", "/" + i)));
        }
        pass(Duration.ofSeconds(1));

        var next = line("Request to %s failed", "/100%s");
        assertTrue(repeats.admit(next));

        assertEquals("Request to /100%s failed (and 1,234 more like this)", text(next));
    }

    @Test
    void otherKindsAreNotHeldUp() {
        assertTrue(repeats.admit(line("one")));
        assertTrue(repeats.admit(line("other")));
        assertTrue(repeats.admit(thrown(new IllegalStateException())));
        assertTrue(repeats.admit(thrown(new StackOverflowError())));
        assertFalse(repeats.admit(line("one")));
    }

    @Test
    void whatDiffersBetweenTheLinesIsLeftOutOfTheReport() {
        for (int i = 0; i < 2; i++) {
            repeats.admit(line("refused: expired (address {0}, issuer %2$s)", i, "main"));
        }
        pass(Duration.ofSeconds(1));
        later.remove().run();
        assertEquals(List.of("1 more line of logger was left out: refused: expired (address …, issuer …)"), reports);
    }

    @Test
    void aCauseIsAKindAndAnAddressIsNone() {
        assertTrue(repeats.admit(line("refused: expired (address %s)", "a")));
        assertTrue(repeats.admit(line("refused: unknown (address %s)", "a")));
        assertFalse(repeats.admit(line("refused: unknown (address %s)", "b")));
    }

    @Test
    void aMessageThatWasPutTogetherIsOfTheKindThatItBeginsWith() {
        assertTrue(repeats.admit(line("Invalid path: /a")));
        assertFalse(repeats.admit(line("Invalid path: /b")));
    }

    @Test
    void everyHandlerWritesTheSameLines() {
        var first = line("message");
        var second = line("message");

        assertTrue(repeats.admit(first));
        assertTrue(repeats.admit(first));
        assertFalse(repeats.admit(second));
        assertFalse(repeats.admit(second));
        pass(Duration.ofSeconds(1));

        var third = line("message");
        assertTrue(repeats.admit(third));
        assertTrue(repeats.admit(third));
        assertEquals("message (and 1 more like this)", text(third));
    }

    @Test
    void theStackOfAnExceptionIsWrittenOnceAMinute() {
        var first = thrown(new IllegalStateException("one"));
        repeats.admit(first);
        pass(Duration.ofSeconds(59));
        var second = thrown(new IllegalStateException("two"));
        repeats.admit(second);
        pass(Duration.ofSeconds(1));
        var third = thrown(new IllegalStateException("three"));
        repeats.admit(third);

        assertNotNull(first.getThrown());
        assertNull(second.getThrown());
        assertEquals("failed: java.lang.IllegalStateException: two", text(second));
        assertNotNull(third.getThrown());
    }

    @Test
    void whatIsLeftOutAtTheEndIsReportedOnceItIsQuiet() {
        repeats.admit(line("message %s", 1));
        repeats.admit(line("message %s", 2));
        repeats.admit(line("message %s", 3));
        later.remove().run();
        assertEquals(List.of(), reports);
        pass(Duration.ofSeconds(1));

        later.remove().run();

        assertEquals(List.of("2 more lines of logger were left out: message …"), reports);
        assertEquals(0, later.size());
    }

    @Test
    void aClientThatMakesUpKindsGetsNoMoreOfThemThanTheTableHolds() {
        int lines = 0;
        for (int i = 0; i < 10 * Repeats.MAX_KINDS; i++) {
            lines += repeats.admit(line("madeUp" + letters(i))) ? 1 : 0;
        }

        assertEquals(Repeats.MAX_KINDS + 1, lines);
        pass(Duration.ofMinutes(2));
        assertTrue(repeats.admit(line("new")));
        assertTrue(repeats.admit(line("newer")), "the old kinds are forgotten");
    }

    private static String letters(int number) {
        return String.valueOf(number)
                .chars()
                .mapToObj(digit -> String.valueOf((char) (digit + 'a' - '0')))
                .reduce("", String::concat);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static ExtLogRecord thrown(Throwable thrown) {
        var line = line("failed");
        line.setThrown(thrown);
        return line;
    }

    private static ExtLogRecord line(String message, Object... parameters) {
        var line = new ExtLogRecord(Level.WARNING, message, FormatStyle.PRINTF, RepeatsTest.class.getName());
        line.setLoggerName("logger");
        line.setParameters(parameters);
        return line;
    }

    @SuppressWarnings("deprecation")
    private static String text(ExtLogRecord line) {
        return line.getFormattedMessage();
    }
}
