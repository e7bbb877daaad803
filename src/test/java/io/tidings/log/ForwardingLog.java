package io.tidings.log;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Another log, for tests that change a part of what it does.
public abstract class ForwardingLog implements EventLog {
    private final EventLog log;

    protected ForwardingLog(EventLog log) {
        this.log = log;
    }

    @Override
    public CompletionStage<List<EventId>> appendAsync(Batch batch) {
        return log.appendAsync(batch);
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
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
        return log.tail(listener);
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
