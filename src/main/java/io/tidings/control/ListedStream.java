package io.tidings.control;

import io.tidings.auth.Subject;
import io.tidings.control.StreamReport.Lag;
import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import java.util.List;

/// A stream that goes on a page, once it has a name.
record ListedStream(SeenStream seen, List<String> topics, Lag lag) {
    static ListedStream of(SeenStream seen, Lag lag) {
        var topics = seen.selection().wanted().all().stream().map(Object::toString);
        return new ListedStream(seen, topics.toList(), lag);
    }

    /// That of its report.
    int size() {
        var stream = seen.stream();
        return StreamReport.size(
                topics,
                stream.subject().map(subject -> subject.name().length()).orElse(0)
                        + stream.userAgent().map(String::length).orElse(0));
    }

    /// Before all events, until a replay has begun.
    private EventId position() {
        return seen.taken() instanceof Cursor.After(var id) ? id : EventId.ZERO;
    }

    StreamReport report(StreamId id, String node) {
        var stream = seen.stream();
        return new StreamReport(
                id.toString(),
                stream.subject().map(Subject::name).orElse(null),
                stream.subject().flatMap(Subject::issuer).orElse(null),
                stream.address(),
                stream.userAgent().orElse(null),
                topics,
                stream.since().toString(),
                StreamQuery.name(seen.state()),
                position().toString(),
                lag,
                seen.waitingBytes(),
                seen.delivered(),
                node);
    }
}
