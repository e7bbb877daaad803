package io.tidings.log.setup;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import org.jboss.logging.Logger;

/// Drops what retention allows to, in small steps between the appends.
class Janitor {
    private static final Logger LOG = Logger.getLogger(Janitor.class);

    private final EventLog log;

    Janitor(EventLog log) {
        this.log = log;
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void trim() {
        try {
            while (log.trim()) {}
        } catch (LogUnavailableException e) {
            LOG.debugf(e, "will trim when the log is available again");
        }
    }
}
