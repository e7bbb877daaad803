package io.tidings.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.event.Event;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of past events as JSON. Next is the URL of the one that follows, if there is one; with a gap,
/// events are missing before this page.
@RegisterForReflection
record History(List<PastEvent> events, @Nullable String next, boolean gap) {
    /// An event as JSON. Its trace is left out if there is none.
    @RegisterForReflection
    record PastEvent(
            String id,
            String time,
            List<String> topics,
            @Nullable String type,
            String data,
            @Nullable Long retry,
            @JsonInclude(Include.NON_NULL) @Nullable String trace) {
        static PastEvent of(Event event) {
            return new PastEvent(
                    event.id().toString(),
                    event.id().time().toString(),
                    event.topics().stream().map(Topic::name).toList(),
                    event.type().map(EventType::name).orElse(null),
                    event.data().toString(),
                    event.retry().isPresent() ? event.retry().getAsLong() : null,
                    event.trace().map(TraceParent::text).orElse(null));
        }
    }
}
