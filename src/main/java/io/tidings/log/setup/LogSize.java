package io.tidings.log.setup;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.config.HeapSize;
import io.tidings.log.setup.LogConfig.Engine;
import java.util.Optional;

/// What the whole log may take, in bytes: as it is configured, or what fits where the engine keeps events.
final class LogSize {
    private static final HeapSize ON_DISK = HeapSize.parse("10G");
    private static final HeapSize IN_MEMORY = HeapSize.parse("25%");

    /// The most of the heap, in percent, for clients and the log in memory. The rest is for the hub itself.
    private static final int MAX_OF_HEAP = 90;

    private LogSize() {}

    /// Throws if the heap cannot carry a log in memory beside the budget for clients, or if a log elsewhere is to be a
    /// share of the heap.
    static long bytes(Engine engine, Optional<HeapSize> configured, HeapSize budget) {
        if (engine == Engine.MEMORY) {
            return inMemory(configured.orElse(IN_MEMORY).bytes(), budget.bytes());
        }
        var size = configured.orElse(ON_DISK);
        if (size.unit() == HeapSize.Unit.PERCENT) {
            throw new ConfigurationException("Tidings cannot start: tidings.log.max-size is " + size.amount()
                    + "%, and only a log in memory can be a share of the heap: set a size such as 10G");
        }
        return size.bytes();
    }

    private static long inMemory(long bytes, long budget) {
        long heap = Runtime.getRuntime().maxMemory();
        long most = heap / 100 * MAX_OF_HEAP;
        if (bytes > most - budget) {
            throw new ConfigurationException(("Tidings cannot start: the log in memory (tidings.log.max-size, %dM) and"
                            + " what is held for clients (tidings.memory.budget, %dM) are more than %d%% of the heap"
                            + " (%dM): lower one of them, or raise -Xmx")
                    .formatted(megabytes(bytes), megabytes(budget), MAX_OF_HEAP, megabytes(heap)));
        }
        return bytes;
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
