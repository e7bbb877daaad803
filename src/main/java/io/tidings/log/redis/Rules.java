package io.tidings.log.redis;

import io.tidings.config.AgeLimit;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// What this replica drops, in words of the configuration. Replicas drop from one log, each by its own rules, so all
/// should have the same: warns once of those that differ, and again when they change.
final class Rules {
    private static final Logger LOG = Logger.getLogger(Rules.class);

    private final Set<String> own;
    private Set<String> differences = Set.of();

    Rules(Retention retention, IdempotencyLimits idempotency) {
        own = new TreeSet<>();
        own.add("tidings.log.max-size=" + number(retention.maxBytes()));
        own.add("tidings.log.idempotency-window=" + idempotency.window());
        own.add("tidings.log.idempotency-keys=" + idempotency.keys());
        for (var rule : retention.rules()) {
            var name = "tidings.retention.\"" + rule.pattern() + "\".";
            own.add(name + "max-events=" + number(rule.maxEvents()));
            own.add(name + "max-age=" + age(rule.maxAge()));
        }
    }

    private static String number(long value) {
        return value == Long.MAX_VALUE ? "unlimited" : String.valueOf(value);
    }

    private static String age(Duration value) {
        return value.equals(AgeLimit.UNLIMITED.age()) ? "unlimited" : value.toString();
    }

    String text() {
        return String.join("\n", own);
    }

    /// Compares them with those of other replicas.
    void compare(List<String> others) {
        var found = others.stream().map(this::difference).collect(Collectors.toCollection(TreeSet::new));
        if (found.equals(differences)) {
            return;
        }
        differences = found;
        if (found.isEmpty()) {
            LOG.info("All hubs on this Redis drop events by the same rules again");
        }
        for (var difference : found) {
            LOG.warnf(
                    "Another hub on this Redis drops events by other rules than this one, so the stricter one holds:"
                            + " %s. Give all hubs the same configuration.",
                    difference);
        }
    }

    private String difference(String other) {
        var its = new TreeSet<>(List.of(other.split("\n")));
        return "here " + only(own, its) + ", there " + only(its, own);
    }

    private static String only(Set<String> these, Set<String> others) {
        var left = these.stream().filter(rule -> !others.contains(rule)).collect(Collectors.joining(" "));
        return left.isEmpty() ? "nothing of that" : left;
    }
}
