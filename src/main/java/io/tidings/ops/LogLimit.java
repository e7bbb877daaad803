package io.tidings.ops;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

/// Tells the log when clients may come, for the log is there before any bean.
class LogLimit {
    private static final int LAST = Integer.MAX_VALUE;

    void begin(@Observes @Priority(LAST) StartupEvent event) {
        LogFilter.beginToLimit();
    }
}
