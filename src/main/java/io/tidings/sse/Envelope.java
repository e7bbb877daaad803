package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;

/// An event as one line of JSON (RFC 8259): `{"id","time","topics","type","data"}`; before the data `"private":true` if
/// it is, and `"trace"`, as in the header `traceparent`, if it was published in a span.
final class Envelope {
    /// What an event of the format takes at most apart from topics, type and data: its other fields, and the names of
    /// all of them.
    private static final int OTHER_FIELDS = 256;

    private Envelope() {}

    /// The most that an event takes in a stream of envelopes, in bytes, without making one.
    static int mostBytes(Event event) {
        var data = event.data();
        int length = OTHER_FIELDS + 2 + data.length() + Json.added(data.bytes());
        for (int i = 0; i < event.topics().size(); i++) {
            length += 1 + Json.length(event.topics().get(i).name());
        }
        return length
                + event.type()
                        .map(type -> Utf8.length(type.name()) + Json.length(type.name()))
                        .orElse(0);
    }

    /// The data goes from its bytes to those of the stream, so that it is nowhere else meanwhile.
    static void write(Event event, EventStreamWriter out) {
        out.data(before(event), event.data().bytes(), "}");
    }

    private static String before(Event event) {
        return "{\"id\":" + Json.quoted(event.id().toString())
                + ",\"time\":" + Json.quoted(event.id().time().toString())
                + ",\"topics\":" + Json.array(event.topics().stream().map(Topic::name))
                + ",\"type\":"
                + event.type().map(type -> Json.quoted(type.name())).orElse("null")
                + (event.visibility() == Visibility.PRIVATE ? ",\"private\":true" : "")
                + event.trace()
                        .map(trace -> ",\"trace\":" + Json.quoted(trace.text()))
                        .orElse("")
                + ",\"data\":";
    }
}
