package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.config.AgeLimit;
import io.tidings.config.CountLimit;
import io.tidings.event.Selection;
import io.tidings.event.TopicPattern;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is dropped, and what stays.
abstract class RetentionContract extends LogFixture {
    RetentionContract(LogOpener engine) {
        super(engine);
    }

    /// `**` of a rule means all topics; as a pattern of a subscription it leaves out those of the hub.
    @Test
    void retentionHoldsForTheTopicsOfTheHub() {
        open(Retention.ofEach(2, Duration.ofDays(1)));
        for (int i = 0; i < 5; i++) {
            append("tidings/x", "e" + i);
        }
        trimAll();
        assertEquals(List.of("e3", "e4"), data(all(Selection.of("tidings/x"))));
        assertEquals(List.of(), data(all(Selection.ALL)));
    }

    @Test
    void retentionByCountKeepsTheNewestOfEachTopic() {
        open(Retention.ofEach(2, Duration.ofDays(1)));
        for (int i = 0; i < 5; i++) {
            append("a", "a" + i);
            append("b", "b" + i);
        }
        trimAll();
        assertEquals(List.of("a3", "b3", "a4", "b4"), data(all(Selection.ALL)));
    }

    @Test
    void retentionByAgeDropsWhatIsOlder() {
        open(Retention.ofEach(100, Duration.ofMinutes(1)));
        append("a", "old");
        now = now.plusSeconds(61);
        append("a", "young");
        trimAll();
        assertEquals(List.of("young"), data(all(Selection.ALL)));
    }

    @Test
    void whatIsUnlimitedStays() {
        open(Retention.ofEach(CountLimit.UNLIMITED.most(), Duration.ofMinutes(1)));
        append("a", "old");
        now = now.plusSeconds(61);
        append("a", "1");
        append("a", "2");
        trimAll();
        assertEquals(List.of("1", "2"), data(all(Selection.ALL)));
    }

    @Test
    void whatHasNoGreatestAgeGoesByCountAlone() {
        open(Retention.ofEach(2, AgeLimit.UNLIMITED.age()));
        append("a", "1");
        now = now.plus(Duration.ofDays(10_000));
        append("a", "2");
        append("a", "3");
        trimAll();
        assertEquals(List.of("2", "3"), data(all(Selection.ALL)));
    }

    @Test
    void theMostSpecificRetentionRuleHolds() {
        var day = Duration.ofDays(1);
        open(new Retention(
                List.of(
                        new Retention.Rule(TopicPattern.ALL, 3, day),
                        new Retention.Rule(TopicPattern.parse("prices/**"), 2, day),
                        new Retention.Rule(TopicPattern.parse("prices/gold"), 1, day)),
                Long.MAX_VALUE));
        for (int i = 0; i < 5; i++) {
            append("news", "n" + i);
            append("prices/silver", "s" + i);
            append("prices/gold", "g" + i);
        }
        trimAll();
        assertEquals(List.of("n2", "n3", "s3", "n4", "s4", "g4"), data(all(Selection.ALL)));
    }

    @Test
    void anEventStaysWhileOneOfItsTopicsKeepsIt() {
        var day = Duration.ofDays(1);
        open(new Retention(
                List.of(
                        new Retention.Rule(TopicPattern.ALL, 100, day),
                        new Retention.Rule(TopicPattern.parse("short"), 1, day)),
                Long.MAX_VALUE));
        append(draft("both", "short", "long"));
        append("short", "1");
        trimAll();
        assertEquals(List.of("both", "1"), data(all(Selection.ALL)));
        assertEquals(List.of("1"), data(all(Selection.of("short"))));
        assertEquals(List.of("1"), data(all(Selection.of("short", "none/*"))));
        assertEquals(List.of("both"), data(all(Selection.of("long"))));
    }
}
