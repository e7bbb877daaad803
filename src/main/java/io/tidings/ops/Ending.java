package io.tidings.ops;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Sees to it, before anything else starts, that the process ends when it has to: at once when memory has run out, and
/// in time when it is told to. A process that outlives the application, as in development and tests, is left alone.
@ApplicationScoped
class Ending {
    /// That of a process which `timeout` of GNU ends.
    static final int TIMED_OUT = 124;

    private static final Logger LOG = Logger.getLogger(Ending.class);
    private static final long PROBE_MILLIS = 1_000;

    private final Duration timeout;

    Ending(@ConfigProperty(name = "tidings.drain.timeout") Duration timeout) {
        this.timeout = timeout;
    }

    void prepare(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            endWhenOutOfMemory(OutOfMemory.ofThisProcess());
            endInTime();
        }
    }

    private static void endWhenOutOfMemory(OutOfMemory outOfMemory) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            outOfMemory.check(failure);
            LOG.errorf(failure, "Thread %s has ended", thread.getName());
        });
        var probe = MemoryProbe.ofThisProcess();
        Thread.ofPlatform().daemon().name("memory-probe").start(() -> probe(probe, outOfMemory));
    }

    private static void probe(MemoryProbe probe, OutOfMemory outOfMemory) {
        try {
            while (true) {
                probe.probe();
                Thread.sleep(PROBE_MILLIS);
            }
        } catch (OutOfMemoryError _) {
            outOfMemory.end();
        } catch (InterruptedException _) {
            // Nobody has a reason to.
        }
    }

    private void endInTime() {
        var words = "Not stopped %d ms after it was told to (tidings.drain.timeout): the hub is halted."
                .formatted(timeout.toMillis());
        var deadline = new Deadline(timeout, new LastWords(words, TIMED_OUT));
        try {
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown-begins").unstarted(deadline::begin));
        } catch (IllegalStateException _) {
            // It was told to stop while it started.
            deadline.begin();
        }
    }
}
