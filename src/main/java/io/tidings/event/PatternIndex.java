package io.tidings.event;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Says whether one of many patterns matches a topic, in the same time however many there are. For one thread.
final class PatternIndex implements Predicate<Topic> {
    private final Set<Topic> exact = new HashSet<>();
    private final PatternTree<TopicPattern> forms = new PatternTree<>();
    private boolean found;

    PatternIndex(List<TopicPattern> patterns) {
        for (var pattern : patterns) {
            switch (pattern) {
                case TopicPattern.Exactly(var topic) -> exact.add(topic);
                case TopicPattern.Form form -> forms.add(form, form);
            }
        }
    }

    @Override
    public boolean test(Topic topic) {
        found = exact.contains(topic);
        if (!found) {
            forms.forEachThatMatches(topic, _ -> found = true);
        }
        return found;
    }
}
