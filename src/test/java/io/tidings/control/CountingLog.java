package io.tidings.control;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.Extent;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Revocations;
import io.tidings.log.Tail;
import io.tidings.log.TopicSummary;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// A log that counts how many pages of it were read.
final class CountingLog implements EventLog {
    private final EventLog log;
    private int reads;

    CountingLog(EventLog log) {
        this.log = log;
    }

    int reads() {
        return reads;
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
        reads++;
        return log.read(from, selection, limit);
    }

    @Override
    public CompletionStage<List<EventId>> appendAsync(Batch batch) {
        return log.appendAsync(batch);
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
