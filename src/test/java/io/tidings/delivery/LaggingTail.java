package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.Extent;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Revocations;
import io.tidings.log.Tail;
import io.tidings.log.TopicSummary;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/// A log whose tail arrives later than its reads, as that of a shared log does, and which loses events and fails
/// reads now and then.
record LaggingTail(EventLog log, Executor tail, BooleanSupplier fails) implements EventLog {
    @Override
    public CompletionStage<List<EventId>> appendAsync(Batch batch) {
        return log.appendAsync(batch);
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
        if (fails.getAsBoolean()) {
            throw new LogUnavailableException("the dice say so");
        }
        return log.read(from, selection, limit);
    }

    @Override
    public List<TopicSummary> topics(Selection selection, String prefix, String after, int limit) {
        return log.topics(selection, prefix, after, limit);
    }

    @Override
    public void drop(Topic topic) {
        log.drop(topic);
    }

    @Override
    public boolean trim() {
        return log.trim();
    }

    @Override
    public Extent extent() {
        return log.extent();
    }

    @Override
    public Tail tail(Tail.Listener listener) {
        return log.tail(new Tail.Listener() {
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

    @Override
    public Revocations revocations() {
        return log.revocations();
    }

    @Override
    public void check() {
        log.check();
    }

    @Override
    public void close() {
        log.close();
    }
}
