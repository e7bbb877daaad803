package io.tidings.log.redis;

import io.tidings.event.Topic;
import io.tidings.log.Retention;
import io.tidings.redis.ScriptCall;
import java.util.Collection;

/// Topics as scripts that append take them: each with what is kept of it.
final class TopicRules {
    private TopicRules() {}

    static void add(Collection<Topic> topics, Retention retention, ScriptCall call) {
        call.with(topics.size());
        for (var topic : topics) {
            var rule = retention.of(topic);
            call.with(topic.name()).with(rule.maxEvents()).with(rule.maxAge().toMillis());
        }
    }
}
