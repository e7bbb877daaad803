package io.tidings.log.redis;

import io.tidings.event.Event;
import io.tidings.event.EventFilter;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Reads entries of the stream as events. Remembers the names it has seen, a bounded number of them.
final class EntryParser {
    private static final int MAX_NAMES = 10_000;

    private final Map<String, List<Topic>> topics = new ConcurrentHashMap<>();

    /// An event and its number.
    record Numbered(long number, Event event) {}

    List<Numbered> all(Response entries) {
        return entries.stream().map(this::numbered).toList();
    }

    /// The events that the filter includes. Each is there by all of its topics, or by those that are given beside it.
    List<Event> included(Response entries, Response topicsOfEach, EventFilter filter) {
        var events = new ArrayList<Event>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var fields = fields(entry);
            var all = topics(field("t", fields).toString());
            var some = topics(topicsOfEach.get(i).toString());
            if (some.isEmpty() ? filter.includes(all) : filter.includes(all, some::contains)) {
                events.add(event(entry.get(0), fields));
            }
        }
        return events;
    }

    private Numbered numbered(Response entry) {
        var fields = fields(entry);
        return new Numbered(Numbers.of(field("n", fields)), event(entry.get(0), fields));
    }

    private static Map<String, Response> fields(Response entry) {
        var fields = new HashMap<String, Response>();
        var flat = entry.get(1);
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.get(i).toString(), flat.get(i + 1));
        }
        return fields;
    }

    private Event event(Response id, Map<String, Response> fields) {
        var retry = fields.get("r");
        return new Event(
                Ids.of(id),
                topics(field("t", fields).toString()),
                Optional.ofNullable(fields.get("y")).map(type -> new EventType(type.toString())),
                Utf8.trusted(field("d", fields).toBytes()),
                retry == null ? OptionalLong.empty() : OptionalLong.of(Numbers.of(retry)));
    }

    private static Response field(String name, Map<String, Response> fields) {
        var value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("an entry of the stream has no field " + name);
        }
        return value;
    }

    private List<Topic> topics(String names) {
        if (topics.size() > MAX_NAMES) {
            topics.clear();
        }
        return topics.computeIfAbsent(
                names, lines -> lines.lines().map(Topic::new).toList());
    }
}
