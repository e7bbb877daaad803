package io.tidings.log.redis;

import io.tidings.event.EventFilter;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.TopicSummary;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// The topics that keep something, by name: in the order of their UTF-8.
final class TopicDirectory {
    /// The topics of one call, each of which takes Redis some microseconds.
    private static final int MAX_AT_ONCE = 250;

    private final RedisScripts scripts;

    TopicDirectory(RedisScripts scripts) {
        this.scripts = scripts;
    }

    List<TopicSummary> topics(Selection selection, String prefix, String after, int limit) {
        var filter = selection.filter();
        var found = new ArrayList<TopicSummary>();
        var from = isBefore(after, prefix) ? "[" + prefix : "(" + after;
        while (found.size() < limit) {
            int most = Math.max(MAX_AT_ONCE, limit - found.size());
            var names = names(from, most).toList();
            var topics = names.stream()
                    .takeWhile(name -> name.startsWith(prefix))
                    .map(Topic::new)
                    .toList();
            var steps = topics.stream().filter(filter::isWanted).gather(Gatherers.windowFixed(MAX_AT_ONCE));
            for (var step : steps.toList()) {
                if (found.size() < limit) {
                    found.addAll(summaries(step, filter));
                }
            }
            if (topics.size() < most) {
                break;
            }
            from = "(" + names.getLast();
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    /// Names from a bound on, which is that of a `ZRANGE` by name.
    Stream<String> names(String from, int limit) {
        var request = Request.cmd(Command.ZRANGE)
                .arg(scripts.keys().topics())
                .arg(from)
                .arg("+")
                .arg("BYLEX")
                .arg("LIMIT")
                .arg(0)
                .arg(limit);
        return scripts.send(request).stream().map(Response::toString);
    }

    private List<TopicSummary> summaries(List<Topic> topics, EventFilter filter) {
        var call = scripts.call(LogScripts.TOPICS, scripts.keys().topics(topics.stream()));
        topics.forEach(topic -> call.with(topic.name()));
        var found = scripts.run(call);
        var summaries = new ArrayList<TopicSummary>();
        for (int i = 0; i < topics.size(); i++) {
            int at = 4 * i + (filter.isPrivateReadable(topics.get(i)) ? 0 : 2);
            var newest = found.get(at).toString();
            if (!newest.isEmpty()) {
                long events = Numbers.of(found.get(at + 1));
                summaries.add(new TopicSummary(topics.get(i), Ids.of(newest), events));
            }
        }
        return summaries;
    }

    private static boolean isBefore(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)) < 0;
    }
}
