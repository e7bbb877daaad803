package io.tidings.demo;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/// Ends the streams of the clock when the server stops, which would wait for them otherwise. Last, when all others have
/// ended theirs.
class TalkShutdown {
    void endStreams(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownDelayInitiatedEvent event,
            TalkTicker ticker) {
        ticker.stop();
    }
}
