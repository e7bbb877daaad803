package io.tidings.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which patterns lie in which others, and what nothing but its own name reaches.
class ContainmentTest {
    /// One segment more than the patterns name, so that a wildcard matches what no name does.
    private static final List<String> NAMES = List.of("a", "tidings", "other");

    private static final List<String> SEGMENTS = List.of("a", "tidings", "*");

    @ParameterizedTest
    @CsvSource(textBlock = """
        # inner,     outer,       lies in it
        orders/7,    orders/**,   true
        orders/*,    orders/**,   true
        orders/**,   orders/**,   true
        orders/**,   orders/*,    false
        **,          orders/**,   false
        orders,      orders/**,   false
        *,           **,          true
        */a,         **,          true
        a/*/c,       a/**,        true
        a/*/c,       a/*/*,       true
        a/b/c,       a/*,         false
        a/**,        a/*/**,      false
        a/*/**,      a/**,        true
        tidings,     **,          true
        tidings/x,   **,          false
        tidings/x,   */x,         false
        tidings/*,   tidings/**,  true
        """)
    void isWithin(String inner, String outer, boolean expected) {
        assertEquals(expected, Containment.isWithin(TopicPattern.parse(inner), TopicPattern.parse(outer)));
    }

    @Test
    void aPatternLiesInAnotherThatMatchesAllThatItMatches() {
        var topics = names(NAMES, 5).stream().map(Topic::new).toList();
        var patterns = names(SEGMENTS, 3).stream()
                .flatMap(name -> Stream.of(name, name + "/**"))
                .map(TopicPattern::parse)
                .toList();
        int within = 0;
        for (var inner : patterns) {
            var matched = topics.stream().filter(inner::matches).toList();
            assertTrue(!matched.isEmpty(), inner::toString);
            for (var outer : patterns) {
                boolean expected = matched.stream().allMatch(outer::matches);
                assertEquals(expected, Containment.isWithin(inner, outer), () -> inner + " in " + outer);
                within += expected ? 1 : 0;
            }
        }
        assertTrue(within > patterns.size() * 2, "too few pairs to tell anything: " + within);
    }

    /// All names of up to so many segments.
    private static List<String> names(List<String> segments, int most) {
        var names = new ArrayList<>(segments);
        var longest = segments;
        for (int length = 2; length <= most; length++) {
            longest = longest.stream()
                    .flatMap(name -> segments.stream().map(segment -> name + "/" + segment))
                    .toList();
            names.addAll(longest);
        }
        return names;
    }
}
