package io.tidings.log.redis;

import io.tidings.event.Draft;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import io.tidings.event.Visibility;
import io.tidings.log.IdempotencyKey;
import io.tidings.redis.ScriptCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Batches that are appended in one step; or one batch alone that is too heavy for that, and is appended in parts.
final class Group {
    private final List<QueuedBatch> batches;
    private final List<List<Draft>> parts;
    private final Set<Topic> topics = new LinkedHashSet<>();

    /// Without any batch it keeps nothing, and fails as if there were one with these topics.
    Group(List<QueuedBatch> batches, Set<Topic> topics) {
        this.batches = batches;
        this.topics.addAll(topics);
        batches.forEach(batch -> batch.drafts().forEach(draft -> this.topics.addAll(draft.topics())));
        this.parts = batches.size() == 1 ? cut(batches.getFirst().drafts()) : List.of();
    }

    private static List<List<Draft>> cut(List<Draft> drafts) {
        var parts = new ArrayList<List<Draft>>();
        var weight = Weight.NONE;
        int from = 0;
        for (int i = 0; i < drafts.size(); i++) {
            var more = Weight.of(drafts.get(i));
            weight = weight.plus(more);
            if (!weight.fits() && i > from) {
                parts.add(drafts.subList(from, i));
                from = i;
                weight = more;
            }
        }
        parts.add(drafts.subList(from, drafts.size()));
        return parts;
    }

    int parts() {
        return Math.max(1, parts.size());
    }

    Set<Topic> topics() {
        return topics;
    }

    /// The topics of a part, which are counted from one.
    Set<Topic> topics(int part) {
        if (parts() == 1) {
            return topics;
        }
        var some = new LinkedHashSet<Topic>();
        parts.get(part - 1).forEach(draft -> some.addAll(draft.topics()));
        return some;
    }

    /// Adds the batches of a part to a call, with the topics by their number.
    void addTo(ScriptCall call, int part, Set<Topic> named) {
        var numbers = new LinkedHashMap<Topic, Integer>();
        named.forEach(topic -> numbers.put(topic, numbers.size() + 1));
        call.with(batches.size());
        for (var batch : batches) {
            add(batch.key(), parts() == 1 ? batch.drafts() : parts.get(part - 1), numbers, call);
        }
    }

    private static void add(
            Optional<IdempotencyKey> key, List<Draft> drafts, Map<Topic, Integer> numbers, ScriptCall call) {
        call.with(key.map(IdempotencyKey::name).orElse(""));
        call.with(key.map(IdempotencyKey::digest).orElse(""));
        call.with(drafts.stream().mapToInt(draft -> draft.topics().size() + 6).sum());
        drafts.forEach(draft -> add(draft, numbers, call));
    }

    private static void add(Draft draft, Map<Topic, Integer> numbers, ScriptCall call) {
        call.with(draft.topics().size());
        for (var topic : draft.topics()) {
            call.with(numbers.getOrDefault(topic, 0));
        }
        call.with(draft.type().map(Object::toString).orElse(""));
        call.with(draft.retry().isPresent() ? Long.toString(draft.retry().getAsLong()) : "");
        call.with(draft.visibility() == Visibility.PRIVATE ? "1" : "");
        call.with(draft.trace().map(TraceParent::text).orElse(""));
        call.with(draft.data().bytes());
    }
}
