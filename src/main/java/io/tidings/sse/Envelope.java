package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.Topic;
import io.tidings.event.Visibility;

/// An event as one line of JSON (RFC 8259): `{"id","time","topics","type","data"}`; before the data `"private":true` if
/// it is, and `"trace"`, as in the header `traceparent`, if it was published in a span.
final class Envelope {
    private Envelope() {}

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
