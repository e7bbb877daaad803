package io.tidings.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EventTest {
    @Test
    void anEventCountsForAllOfItsTextsInUtf8() {
        var texts = List.of("a", "é", "€", "\uD83D\uDE00", "\u00FF\u07FF\u0800\uFFFC", "\"quoted\"");
        var topics = texts.stream().map(Topic::new).toList();
        var type = new EventType("größer als €");
        var data = Utf8.of("data €");
        long bytes = texts.stream().mapToLong(EventTest::utf8).sum() + utf8(type.name()) + data.length();

        var plain = Draft.of("t", "").keptAs(EventId.ZERO);
        var full = new Draft(topics, Optional.of(type), data, OptionalLong.empty()).keptAs(EventId.ZERO);

        assertEquals(bytes - "t".length(), full.size() - plain.size());
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
