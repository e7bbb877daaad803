package io.tidings.log.redis;

import io.tidings.event.Event;
import io.tidings.event.EventFilter;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.log.SeenTopics;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Reads entries of the stream as events.
final class EntryParser {
    private final SeenTopics topics = new SeenTopics();

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
            var places = topicsOfEach.get(i).toString();
            if (isIncluded(topics.of(field("t", fields).toString()), visibility(fields), places, filter)) {
                events.add(event(entry.get(0), fields));
            }
        }
        return events;
    }

    private boolean isIncluded(List<Topic> all, Visibility visibility, String places, EventFilter filter) {
        if (places.isEmpty()) {
            return filter.includes(all, visibility);
        }
        var names = places.lines()
                .filter(line -> isPlace(line, filter))
                .map(EntryParser::name)
                .toList();
        return filter.includes(all, visibility, topic -> names.contains(topic.name()));
    }

    /// A place among the latest is a topic's name; or, for the newest public event, a tab, the name, and the topics
    /// of the private event that is newer, each after a tab. That place is for those who may not read that event.
    private static boolean isPlace(String line, EventFilter filter) {
        if (!line.startsWith("\t")) {
            return true;
        }
        return Stream.of(line.split("\t", -1)).skip(2).map(Topic::new).noneMatch(filter::isPrivateReadable);
    }

    private static String name(String line) {
        return line.startsWith("\t") ? line.split("\t", -1)[1] : line;
    }

    private static Visibility visibility(Map<String, Response> fields) {
        return fields.containsKey("p") ? Visibility.PRIVATE : Visibility.PUBLIC;
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
                topics.of(field("t", fields).toString()),
                Optional.ofNullable(fields.get("y")).map(type -> new EventType(type.toString())),
                Utf8.trusted(field("d", fields).toBytes()),
                retry == null ? OptionalLong.empty() : OptionalLong.of(Numbers.of(retry)),
                visibility(fields),
                Optional.ofNullable(fields.get("s")).map(span -> new TraceParent(span.toString())));
    }

    private static Response field(String name, Map<String, Response> fields) {
        var value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("an entry of the stream has no field " + name);
        }
        return value;
    }
}
