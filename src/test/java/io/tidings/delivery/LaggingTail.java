package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.EventLog;
import io.tidings.log.ForwardingLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Tail;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/// A log whose tail arrives later than its reads, as that of a shared log does, and which loses events and fails
/// reads now and then.
final class LaggingTail extends ForwardingLog {
    private final Executor tail;
    private final BooleanSupplier fails;

    LaggingTail(EventLog log, Executor tail, BooleanSupplier fails) {
        super(log);
        this.tail = tail;
        this.fails = fails;
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
        if (fails.getAsBoolean()) {
            throw new LogUnavailableException("the dice say so");
        }
        return super.read(from, selection, limit);
    }

    @Override
    public Tail tail(Tail.Listener listener) {
        return super.tail(new Tail.Listener() {
            @Override
            public void appended(List<Event> events) {
                tail.execute(() -> {
                    if (fails.getAsBoolean()) {
                        listener.interrupted(events.getLast().id());
                    } else {
                        listener.appended(events);
                    }
                });
            }

            @Override
            public void dropped() {
                tail.execute(listener::dropped);
            }

            @Override
            public void interrupted(EventId id) {
                tail.execute(() -> listener.interrupted(id));
            }
        });
    }
}
