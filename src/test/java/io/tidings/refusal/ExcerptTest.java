package io.tidings.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void aShortTextIsRepeatedAsItIs() {
        assertEquals("x".repeat(50), Excerpt.of("x".repeat(50)));
    }

    @Test
    void ofALongTextTheBeginningIsRepeated() {
        assertEquals("x".repeat(50) + "…", Excerpt.of("x".repeat(51)));
    }

    @Test
    void noCharacterIsSplit() {
        assertEquals("x".repeat(49) + "…", Excerpt.of("x".repeat(49) + "😀" + "x"));
    }
}
