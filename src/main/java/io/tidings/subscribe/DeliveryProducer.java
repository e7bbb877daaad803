package io.tidings.subscribe;

import io.quarkus.runtime.configuration.MemorySize;
import io.tidings.delivery.PageReader;
import io.tidings.delivery.SubscriberCounts;
import io.tidings.delivery.WindowLimits;
import io.tidings.log.EventLog;
import io.tidings.log.PageLimit;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.telemetry.OpenStreamCount;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes what all lanes share, from the configuration. A singleton, since singletons are destroyed after the
/// lanes, which are application-scoped.
@Singleton
class DeliveryProducer {
    /// The window takes this part of the budget at most: a sixteenth.
    private static final int MAX_WINDOW_DIVISOR = 16;

    private static final PageLimit PAGE = new PageLimit(512, 96 * 1024);

    private final SubscribeConfig config;
    private final Budget budget;
    private final ExecutorService readers;

    DeliveryProducer(SubscribeConfig config, Budget budget) {
        this.config = config;
        this.budget = budget;
        this.readers = Executors.newFixedThreadPool(
                config.readers(), Thread.ofVirtual().factory());
    }

    /// A page has one event at least, as it was kept and as it is sent. Few are much longer as they are sent, and wait
    /// for more room once that is known.
    @Produces
    @Singleton
    PageReader pageReader(
            EventLog log,
            @ConfigProperty(name = "tidings.publish.max-event-size", defaultValue = "1M") MemorySize largestEvent) {
        long firstBytes = 2 * Math.max(largestEvent.asLongValue(), PAGE.bytes());
        return new PageReader(log, readers, PAGE, firstBytes, budget);
    }

    /// The window of recent frames, and the backlog of a lane beside it, are held from the start. Lanes share
    /// frames.
    @Produces
    @Singleton
    WindowLimits windowLimits() {
        long bytes = Math.min(config.recentSize().asLongValue(), budget.limit() / MAX_WINDOW_DIVISOR);
        budget.keep(Use.SENDING, 2 * bytes);
        return new WindowLimits(config.recentEvents(), bytes);
    }

    @Produces
    @Singleton
    SubscriberCounts subscriberCounts() {
        return new SubscriberCounts();
    }

    @Produces
    @Singleton
    OpenStreamCount openStreamCount() {
        return new OpenStreamCount();
    }

    @PreDestroy
    void stop() {
        readers.shutdownNow();
    }
}
