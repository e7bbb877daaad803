package io.tidings.event;

/// Whether patterns lie within others, decided by their segments alone.
public final class Containment {
    private Containment() {}

    /// Whether the outer pattern matches every topic that the inner one matches.
    public static boolean isWithin(TopicPattern inner, TopicPattern outer) {
        // A name lies in what matches it, and only itself lies in a name. Neither needs its segments.
        if (inner instanceof ExactTopic(var topic)) {
            return outer.matches(topic);
        }
        if (outer instanceof ExactTopic) {
            return false;
        }
        var within = inner.segments();
        var around = outer.segments();
        if (Wildcard.isWild(around.getFirst())
                && within.size() > 1
                && within.getFirst().equals(Topic.OF_THE_HUB)) {
            return false;
        }
        for (int i = 0; i < within.size() && i < around.size(); i++) {
            if (around.get(i).equals(Wildcard.REST)) {
                return true;
            }
            if (!isSegmentWithin(within.get(i), around.get(i))) {
                return false;
            }
        }
        return within.size() == around.size();
    }

    private static boolean isSegmentWithin(String inner, String outer) {
        return outer.equals(Wildcard.ONE_SEGMENT) ? !inner.equals(Wildcard.REST) : outer.equals(inner);
    }
}
