package io.tidings.control;

import io.tidings.event.Cursor;
import io.tidings.event.Selection;
import io.tidings.log.EventLog;
import io.tidings.log.ForwardingLog;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;

/// A log that counts how many pages of it were read.
final class CountingLog extends ForwardingLog {
    private int reads;

    CountingLog(EventLog log) {
        super(log);
    }

    int reads() {
        return reads;
    }

    @Override
    public Page read(Cursor from, Selection selection, PageLimit limit) {
        reads++;
        return super.read(from, selection, limit);
    }
}
