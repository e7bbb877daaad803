package io.tidings.telemetry;

import java.util.concurrent.atomic.LongAdder;

/// How many streams are open on this node, those of the clock included. Any thread may call it.
public final class OpenStreamCount {
    private final LongAdder open = new LongAdder();

    public void opened() {
        open.increment();
    }

    public void closed() {
        open.decrement();
    }

    public long now() {
        return open.sum();
    }
}
