package io.tidings.log.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.log.Told;
import io.tidings.log.memory.MemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Retention fails, here for want of a clock.
class TrimScheduleTest {
    private Optional<RuntimeException> failure = Optional.empty();

    private final InstantSource clock = () -> {
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        return Instant.EPOCH;
    };
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final TrimSchedule schedule = new TrimSchedule(
            new MemoryEventLog(
                    clock, Retention.ofEach(1, Duration.ofDays(1)), new IdempotencyLimits(Duration.ofMinutes(1), 1)),
            scheduler);

    @AfterEach
    void stopScheduler() {
        scheduler.shutdownNow();
    }

    @Test
    void retentionThatFailsIsToldAndTheHubIsNotReady() {
        try (var told = new Told(TrimSchedule.class)) {
            schedule.trim();
            assertEquals(Status.UP, schedule.call().getStatus());

            failure = Optional.of(new LogUnavailableException("the disk fails"));
            schedule.trim();
            schedule.trim();
            assertEquals(Status.DOWN, schedule.call().getStatus());
            var reason = "Retention fails, and the log grows beyond what it may keep: the disk fails";
            assertEquals(Optional.of(Map.of("reason", reason)), schedule.call().getData());
            assertEquals(List.of("WARN " + reason), told.lines());

            failure = Optional.empty();
            schedule.trim();
            assertEquals(Status.UP, schedule.call().getStatus());
            assertEquals("INFO Retention works again", told.lines().getLast());
        }
    }

    @Test
    void aLogThatTakesNothingDoesNotGrow() {
        var away = new TrimSchedule(new LogThatIsAway(), scheduler);
        try (var told = new Told(TrimSchedule.class)) {
            away.trim();
            assertEquals(List.of(), told.lines());
            assertEquals(Status.UP, away.call().getStatus());
        }
    }

    @Test
    void aFaultOfOursIsToldAsWell() {
        failure = Optional.of(new IllegalStateException("a bug"));
        schedule.trim();
        assertEquals(Status.DOWN, schedule.call().getStatus());
    }

    @Test
    void itRestsUntilTheHubHasStartedAndAfterItStops() {
        scheduler.setRemoveOnCancelPolicy(true);
        assertEquals(0, scheduler.getQueue().size());
        schedule.begin(new StartupEvent());
        assertEquals(1, scheduler.getQueue().size());
        schedule.stop(new ShutdownEvent());
        assertEquals(0, scheduler.getQueue().size());
    }
}
