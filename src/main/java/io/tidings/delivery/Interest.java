package io.tidings.delivery;

import io.tidings.event.PatternTree;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// How many subscribers of this node listen with which pattern. Any thread may call it; one lock guards it all, for as
/// long as a topic has segments.
public final class Interest {
    private final Map<TopicPattern, Integer> counts = new HashMap<>();
    private final PatternTree<TopicPattern> forms = new PatternTree<>();

    synchronized void add(Patterns patterns) {
        for (var pattern : patterns.all()) {
            boolean isNew = counts.merge(pattern, 1, Integer::sum) == 1;
            if (isNew && pattern instanceof TopicPattern.Form form) {
                forms.add(form, form);
            }
        }
    }

    synchronized void remove(Patterns patterns) {
        for (var pattern : patterns.all()) {
            boolean isGone = counts.computeIfPresent(pattern, (_, count) -> count > 1 ? count - 1 : null) == null;
            if (isGone && pattern instanceof TopicPattern.Form form) {
                forms.remove(form, form);
            }
        }
    }

    /// Who hears a topic; a subscriber of which several patterns match it counts as many times.
    public synchronized long in(Topic topic) {
        var found = new AtomicLong(count(new TopicPattern.Exactly(topic)));
        forms.forEachThatMatches(topic, form -> found.addAndGet(count(form)));
        return found.get();
    }

    private int count(TopicPattern pattern) {
        return counts.getOrDefault(pattern, 0);
    }
}
