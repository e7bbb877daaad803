package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The list of topics, and a topic that is dropped.
abstract class TopicContract extends LogFixture {
    TopicContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void topicsAreListedByNameWithWhatIsKept() {
        open(Retention.ofEach(2, Duration.ofDays(1)));
        append("b", "1");
        append("a/x", "2");
        append("a/x", "3");
        var ax = append("a/x", "4");
        var ay = append("a/y", "5");
        trimAll();
        assertEquals(
                List.of(new TopicSummary(new Topic("a/x"), ax, 2), new TopicSummary(new Topic("a/y"), ay, 1)),
                log.topics(Selection.ALL, "a/", "", 10));
        assertEquals(List.of("a/x"), names(log.topics(Selection.ALL, "", "", 1)));
        assertEquals(List.of("a/y", "b"), names(log.topics(Selection.ALL, "", "a/x", 10)));
    }

    @Test
    void aDroppedTopicIsGoneWithAGapAndItsTailGoesOn() {
        open(AMPLE);
        var first = append("t", "1");
        append("t", "2");
        append("u", "3");
        log.drop(new Topic("t"));
        log.drop(new Topic("never-was"));
        assertEquals(List.of("3"), data(all(Selection.ALL)));
        assertEquals(List.of("u"), names(log.topics(Selection.ALL, "", "", 10)));
        assertTrue(read(new Cursor.After(first), Selection.of("t")).gap().isPresent());
        append("t", "4");
        assertEquals(List.of("4"), data(all(Selection.of("t"))));
        assertEquals(List.of("t", "u"), names(log.topics(Selection.ALL, "", "", 10)));
    }
}
