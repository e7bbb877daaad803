package io.tidings.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        # pattern,   topic,            matches
        news,        news,             true
        news,        new,              false
        news,        news/local,       false
        *,           news,             true
        *,           news/local,       false
        **,          news,             true
        **,          news/local/today, true
        news/*,      news/local,       true
        news/*,      news,             false
        news/*,      news/,            true
        news/*,      news/a/b,         false
        news/*,      newspaper/a,      false
        news/**,     news/local,       true
        news/**,     news/a/b/c,       true
        news/**,     news,             false
        */gold,      prices/gold,      true
        */gold,      prices/golden,    false
        */gold,      prices/gold/eu,   false
        a/*/c,       a/b/c,            true
        a/*/c,       a/c,              false
        a/*/**,      a/b/c/d,          true
        a/*/**,      a/b,              false
        /a,          /a,               true
        */a,         /a,               true
        a*,          a*,               true
        a*,          ab,               false
        a/*/c,       a/b/,             false
        a//**,       a//b,             true
        a//**,       a/b/c,            false
        *,           tidings,          true
        **,          tidings/x,        false
        */x,         tidings/x,        false
        tidings/*,   tidings/x,        true
        tidings/**,  tidings/x/y,      true
        """)
    void matches(String pattern, String topic, boolean expected) {
        assertEquals(expected, TopicPattern.parse(pattern).matches(new Topic(topic)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "**/a", "a/**/b", "\u200b", " a", "a\n", "*/a/*/b/*/*/*", "*/*/*/*/*/**"})
    void refusesWhatIsNoPattern(String text) {
        assertThrows(InvalidEventException.class, () -> TopicPattern.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a ",
                "a\tb",
                "a\0",
                "a\u00ADb",
                "a\u200Db",
                "a\u2028",
                "\uFEFFa",
                "a\uD83D",
                "*",
                "a/**",
                "a/*/b",
                "\uFFFD"
            })
    void refusesATopicThatHidesSomething(String name) {
        assertThrows(InvalidEventException.class, () -> new Topic(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "Ünïcödé/日本", "a//b", "/", "a*b", "\uD83D\uDE00"})
    void takesATopicThatCanBeSeen(String name) {
        assertEquals(name, new Topic(name).name());
    }

    @ParameterizedTest
    @CsvSource({"1024, x, true", "1025, x, false", "512, é, true", "513, é, false"})
    void boundsATopicInBytes(int count, String character, boolean fits) {
        var name = character.repeat(count);
        if (fits) {
            assertEquals(name, new Topic(name).name());
        } else {
            assertThrows(InvalidEventException.class, () -> new Topic(name));
        }
    }
}
