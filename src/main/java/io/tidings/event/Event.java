package io.tidings.event;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An event that the log has kept. Never changes. It has a trace only if one was made when it was published.
public record Event(
        EventId id,
        List<Topic> topics,
        Optional<EventType> type,
        Utf8 data,
        OptionalLong retry,
        Visibility visibility,
        Optional<TraceParent> trace) {
    /// What an event has beside its texts, in bytes, at a flat rate.
    private static final int OTHER_FIELDS = 64;

    /// The most that an event with this number of topics counts for beside its data.
    public static int mostBesideData(int topics) {
        return OTHER_FIELDS + topics * Topic.MAX_LENGTH + EventType.MAX_LENGTH;
    }

    /// How much it counts for where events are counted in bytes: its texts in UTF-8, which are its data, the names of
    /// its topics and its type, and a flat rate. The scripts in Redis count the same.
    public int size() {
        int size = OTHER_FIELDS + data.length();
        for (int i = 0; i < topics.size(); i++) {
            size += Utf8.length(topics.get(i).name());
        }
        return size + (type.isPresent() ? Utf8.length(type.get().name()) : 0);
    }
}
