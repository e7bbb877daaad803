package io.tidings.presence;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidings.log.EventLog;
import io.tidings.log.PresenceStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The thread that reports presence, if there is any. It blocks on the store and on the log.
@ApplicationScoped
class PresenceThread {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PresentTopics topics;
    private final PresentStreams streams;
    private final PresenceStore store;
    private final EventLog log;
    private final PresenceConfig config;
    private @Nullable Thread thread;
    private volatile boolean isEnding;

    PresenceThread(
            PresentTopics topics, PresentStreams streams, PresenceStore store, EventLog log, PresenceConfig config) {
        this.topics = topics;
        this.streams = streams;
        this.store = store;
        this.log = log;
        this.config = config;
    }

    void begin(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        if (!topics.areNone()) {
            thread = Thread.ofPlatform().name("presence").daemon().start(this::run);
        }
    }

    /// When it ends, the streams of this node are closed, and that is reported last.
    private void run() {
        var reports = new PresenceReports(streams, store, log, config.grace(), System::nanoTime);
        try {
            while (!isEnding) {
                streams.await(reports.untilBeat());
                if (!reports.work() && !isEnding) {
                    Thread.sleep(PAUSE);
                }
            }
            var _ = reports.work();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Before the log is closed.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
            throws InterruptedException {
        if (thread != null) {
            isEnding = true;
            streams.wake();
            thread.join(PATIENCE);
        }
    }
}
