package io.tidings.memory;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the budget that the configuration asks for, or refuses it: one request needs some of it, and the hub itself
/// some of the heap.
class BudgetProducer {
    /// Of the heap, in percent.
    private static final int MOST = 90;

    @Produces
    @Singleton
    Budget budget(
            MemoryConfig config,
            @ConfigProperty(name = "tidings.publish.max-event-size", defaultValue = "1M") MemorySize largestEvent,
            @ConfigProperty(name = "tidings.publish.max-batch-size", defaultValue = "8M") MemorySize largestBatch) {
        long least = LeastBudget.bytes(largestEvent.asLongValue(), largestBatch.asLongValue());
        return checked(config.budget().bytes(), least, Runtime.getRuntime().maxMemory());
    }

    static Budget checked(long bytes, long least, long heap) {
        var is = "Tidings cannot start: tidings.memory.budget is %d KB of a heap of %d KB"
                .formatted(kb(bytes), kb(heap));
        if (bytes < least) {
            throw new ConfigurationException(
                    is + ", and one request may need " + kb(least) + " KB: raise it or -Xmx, or"
                            + " lower tidings.publish.max-batch-size and tidings.publish.max-event-size");
        }
        if (bytes > heap / 100 * MOST) {
            throw new ConfigurationException(is + ", and the hub itself needs some of it: set at most " + MOST + "%");
        }
        return new Budget(bytes);
    }

    /// Rounded up.
    private static long kb(long bytes) {
        return (bytes + 1023) >> 10;
    }
}
