package io.tidings.log;

import io.tidings.event.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The topics of events by their names, a line each, as engines store them. To check a name takes longer than to find
/// it, so this remembers what it has seen, up to a number of bytes; beyond that it begins anew. Any thread may use it.
public final class SeenTopics {
    private static final long MOST_BYTES = 2 * 1024 * 1024;

    /// The names are there twice, and a character takes up to two bytes.
    private static final int BYTES_A_CHARACTER = 4;

    /// The objects around a name, and those around all names of an event.
    private static final int OBJECTS = 96;

    private final Map<String, List<Topic>> byNames = new ConcurrentHashMap<>();
    private long bytes;

    public List<Topic> of(String names) {
        var known = byNames.get(names);
        return known == null ? remember(names) : known;
    }

    private synchronized List<Topic> remember(String names) {
        var topics = names.lines().map(Topic::new).toList();
        long more = (long) BYTES_A_CHARACTER * names.length() + (1L + topics.size()) * OBJECTS;
        if (bytes + more > MOST_BYTES) {
            byNames.clear();
            bytes = 0;
        }
        if (byNames.put(names, topics) == null) {
            bytes += more;
        }
        return topics;
    }
}
