package io.tidings.subscribe;

import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// How many streams are open, in all and of each client address. Any thread may call it.
@ApplicationScoped
class StreamLimits {
    private final SubscribeConfig config;
    private final Budget budget;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    StreamLimits(SubscribeConfig config, Budget budget) {
        this.config = config;
        this.budget = budget;
    }

    /// Takes a place for a stream that takes this many bytes, or throws. Run what it returns when the stream is over;
    /// more than once does no harm.
    Runnable enter(String address, int bytes) {
        if (open.incrementAndGet() > config.maxStreams()) {
            open.decrementAndGet();
            throw new RefusedException(
                    Refusal.TOO_MANY_STREAMS,
                    "This node has as many streams open as it may: try again, or another node.");
        }
        if (byAddress.merge(address, 1, Integer::sum) > config.maxStreamsPerAddress()) {
            forget(address);
            throw new RefusedException(
                    Refusal.TOO_MANY_STREAMS,
                    "Your address has as many streams open as it may: close some, or share one between tabs.");
        }
        if (!budget.tryTake(Use.STREAMS, bytes)) {
            forget(address);
            throw new RefusedException(
                    Refusal.OUT_OF_MEMORY,
                    "This node has no memory left for another stream: try again, or another node.");
        }
        return new OpenStream(address, bytes);
    }

    /// How many streams there are.
    int open() {
        return open.get();
    }

    /// One object for each stream, which saves one beside it for the state.
    private final class OpenStream extends AtomicBoolean implements Runnable {
        private static final long serialVersionUID = 1;

        private final transient String address;
        private final transient int bytes;

        OpenStream(String address, int bytes) {
            this.address = address;
            this.bytes = bytes;
        }

        @Override
        public void run() {
            boolean isFirst = compareAndSet(false, true);
            if (isFirst) {
                budget.give(Use.STREAMS, bytes);
                forget(address);
            }
        }
    }

    private void forget(String address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }
}
