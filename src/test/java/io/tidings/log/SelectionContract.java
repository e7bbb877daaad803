package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which events a selection includes.
abstract class SelectionContract extends LogFixture {
    SelectionContract(LogOpener engine) {
        super(engine);
    }

    @Test
    void aFormSelectsTheSameTopicsAsItDoesElsewhere() {
        open(AMPLE);
        var names = List.of("a", "a/", "a/b", "a//b", "/a", "a/b/c", "b/a", "a.b/c", "a%/b", "örtlich/b");
        names.forEach(name -> append(name, name));
        for (var form :
                List.of("*", "**", "a/*", "a/**", "*/b", "*/*", "*/*/c", "*/b/**", "a/*/*", "/*", "a.b/*", "a%/*")) {
            var selection = Selection.of(form, "none/*");
            var expected = names.stream()
                    .filter(name -> selection.wanted().matches(new Topic(name)))
                    .toList();
            assertEquals(expected, data(all(selection)), form);
            assertEquals(expected, data(pages(Cursor.Latest.START, selection, ALL)), form);
        }
    }

    /// As the engine knows nothing of such a matcher but its prefix.
    @Test
    void aMatcherOfAnyKindSelects() {
        open(AMPLE);
        for (int i = 1; i <= 4; i++) {
            append("n/" + i, "n" + i);
            append("m/" + i, "m" + i);
        }
        append(draft("n1, m2, n5", "n/1", "m/2", "n/5"));
        append(draft("n2, m3", "n/2", "m/3"));
        var odd = new Selection(new Patterns(List.of(new Odd("n/"))), Patterns.ALL);
        var oddOrNamed = new Selection(new Patterns(List.of(new Odd("n/"), TopicPattern.parse("m/3"))), Patterns.ALL);
        for (var limit : List.of(new PageLimit(1, 1000), ALL)) {
            assertEquals(List.of("n1", "n3", "n1, m2, n5"), data(pages(new Cursor.Beginning(), odd, limit)));
            assertEquals(List.of("n3", "n1, m2, n5"), data(pages(Cursor.Latest.START, odd, limit)));
            assertEquals(
                    List.of("n1", "n3", "m3", "n1, m2, n5", "n2, m3"),
                    data(pages(new Cursor.Beginning(), oddOrNamed, limit)));
            assertEquals(List.of("n3", "n1, m2, n5", "n2, m3"), data(pages(Cursor.Latest.START, oddOrNamed, limit)));
        }
        assertEquals(List.of("n/1", "n/3", "n/5"), names(log.topics(odd, "", "", 10)));
    }

    @Test
    void anEventIsNotReadByATopicThatHasDroppedIt() {
        open(Retention.ofEach(1, Duration.ofDays(1)));
        append(draft("a1, a2", "a/1", "a/2"));
        append(draft("a2, a3", "a/2", "a/3"));
        trimAll();
        var odd = new Selection(new Patterns(List.of(new Odd("a/"))), Patterns.ALL);
        var even = Selection.of("*/2");
        assertEquals(List.of("a1, a2", "a2, a3"), data(all(odd)));
        assertEquals(List.of("a2, a3"), data(all(even)));
    }

    @Test
    void onlyWantedTopicsAreListed() {
        open(AMPLE);
        IntStream.range(0, 600).forEach(i -> append("t/" + (char) ('a' + i % 26) + i, "e"));
        append("u", "e");
        var selection = Selection.of("t/a26", "t/z25", "t/z597");
        assertEquals(List.of("t/a26", "t/z25", "t/z597"), names(log.topics(selection, "", "", 10)));
        assertEquals(List.of("t/a26", "t/z25"), names(log.topics(selection, "", "", 2)));
        assertEquals(List.of("t/z597"), names(log.topics(selection, "t/z", "t/z25", 10)));
    }

    /// Topics below a prefix whose names end in an odd number.
    private record Odd(String literalPrefix) implements TopicMatcher {
        @Override
        public boolean matches(Topic topic) {
            return topic.name().startsWith(literalPrefix)
                    && (topic.name().charAt(topic.name().length() - 1) & 1) == 1;
        }

        @Override
        public int size() {
            return 100;
        }
    }
}
