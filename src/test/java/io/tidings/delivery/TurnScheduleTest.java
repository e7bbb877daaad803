package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a lane gathers after a turn, in microseconds.
class TurnScheduleTest {
    @ParameterizedTest(name = "a turn of {0} µs, {1} µs at most")
    @CsvSource({
        "   0, 2000,    0",
        "  24, 2000,    0",
        "  25, 2000,  100",
        " 200, 2000,  800",
        " 500, 2000, 2000",
        "9000, 2000, 2000",
        "9000,  500,  500",
        "9000,    0,    0"
    })
    void aPauseIsFourTimesTheTurnAndNoLongerThanItMay(long turn, long most, long pause) {
        assertEquals(nanos(pause), TurnSchedule.pauseAfter(nanos(turn), nanos(most)));
    }

    private static long nanos(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }
}
