package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Outage outage = new Outage(Logger.getLogger(OutageTest.class), "It fails", "It works", nanos::get);
    private final Told told = new Told(OutageTest.class);

    @AfterEach
    void close() {
        told.close();
    }

    @Test
    void itIsToldOnceAMinuteAndWhenItIsOver() {
        for (int second = 0; second <= 60; second++) {
            outage.hit(new LogUnavailableException("full"));
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        outage.over();
        outage.over();
        assertEquals(List.of("WARN It fails: full", "WARN It fails: full", "INFO It works again"), told.lines());
    }

    @Test
    void oneThatComesAndGoesIsNotToldEachTime() {
        for (int i = 0; i < 100; i++) {
            outage.hit(new LogUnavailableException("full"));
            outage.over();
        }
        assertEquals(List.of("WARN It fails: full", "INFO It works again"), told.lines());
    }

    @Test
    void whileItLastsAnyoneWhoAsksIsTold() {
        outage.check();
        outage.hit(new LogUnavailableException("full"));
        assertEquals(
                "It fails: full",
                assertThrows(LogUnavailableException.class, outage::check).getMessage());
        outage.over();
        outage.check();
    }
}
