package io.tidings.history;

import io.tidings.event.Event;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.server.ResponseOutput;

/// What a page of history takes of the heap until it is sent, in bytes.
final class HistorySize {
    private static final int MAX_BYTES = 256 * 1024;

    /// A page is bytes, text and JSON before it is sent.
    private static final int COPIES = 3;

    /// What an event takes on the heap beside its texts.
    private static final int OBJECTS = 512;

    /// A byte that is escaped takes up to so many in JSON.
    private static final int ESCAPE = 6;

    private final long largestEvent;

    /// For events with at most this many bytes of data, and topics.
    HistorySize(long mostData, int mostTopics) {
        this.largestEvent = mostData + Event.mostBesideData(mostTopics);
    }

    static PageLimit limit(int events) {
        return new PageLimit(events, MAX_BYTES);
    }

    /// The most that a page of up to this many events takes. It has one at least, however large that is.
    long most(int events) {
        long ofMany = COPIES * (long) MAX_BYTES + (long) events * OBJECTS;
        long ofOne = COPIES * largestEvent + OBJECTS;
        return Math.max(ofMany, ofOne) + ResponseOutput.MOST_BYTES;
    }

    static long of(Page page) {
        long json = ESCAPE * page.events().stream().mapToLong(Event::size).sum();
        return ResponseOutput.bytes(json)
                + page.events().stream().mapToLong(HistorySize::of).sum();
    }

    private static long of(Event event) {
        return OBJECTS + (long) COPIES * event.size();
    }
}
