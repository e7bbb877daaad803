package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.event.TopicPattern;
import io.tidings.log.EventLog;
import io.tidings.log.Retention;
import io.tidings.log.Told;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two hubs on one Redis of which each drops by its own rules.
@WithRedis
class RulesTest extends Replicas {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void rulesThatDifferAreToldByBothHubsOnceAndAgainWhenTheyChange() throws IOException {
        try (var told = new Told(Rules.class)) {
            var one = open(rules(5));
            var other = open(rules(7));
            Load.await("both have told", () -> {
                trim(one, other);
                return told.lines().size() == 2;
            });
            assertThat(
                    told.lines(), everyItem(startsWith("WARN Another hub on this Redis drops events by other rules")));
            assertThat(
                    found(
                            told,
                            "here tidings.retention.\"prices/*\".max-events=5, there"
                                    + " tidings.retention.\"prices/*\".max-events=7."),
                    is(1));
            assertThat(
                    found(
                            told,
                            "here tidings.retention.\"prices/*\".max-events=7, there"
                                    + " tidings.retention.\"prices/*\".max-events=5."),
                    is(1));
            trim(one, other);
            assertThat(told.lines().size(), is(2));
            // As if the other had gone, and come back with the same rules.
            other.close();
            server.command("DEL {tidings}:retention");
            trim(one);
            assertThat(told.lines().getLast(), startsWith("INFO"));
            var same = open(rules(5));
            trim(one, same);
            trim(one, same);
            assertThat(told.lines().size(), is(3));
        }
    }

    @Test
    void aHubThatIsStartedAnewIsNoOtherHub() {
        try (var told = new Told(Rules.class)) {
            var before = open(rules(5));
            trim(before);
            before.close();
            var after = open(rules(7));
            trim(after);
            trim(after);
            assertThat(told.lines(), is(empty()));
        }
    }

    private static int found(Told told, String part) {
        return (int) told.lines().stream().filter(line -> line.contains(part)).count();
    }

    private static Retention rules(long mostPrices) {
        var rules = new ArrayList<>(List.of(new Retention.Rule(TopicPattern.ALL, 100, DAY)));
        rules.add(new Retention.Rule(TopicPattern.parse("prices/*"), mostPrices, DAY));
        return new Retention(rules, Long.MAX_VALUE);
    }

    private static void trim(EventLog... logs) {
        for (var log : logs) {
            log.trim();
        }
    }
}
