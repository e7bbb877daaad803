package io.tidings.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which pages are of one origin (RFC 6454).
class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://hub.example.com, https://hub.example.com:443",
        "http://hub.example.com, http://hub.example.com:80/",
        "HTTPS://HUB.example.com, https://hub.example.com/page?q=1#a",
        "http://[::1]:8080, http://[::1]:8080/"
    })
    void theseAreTheSame(String one, String other) {
        assertEquals(Origin.of(one), Origin.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub.example.com, http://hub.example.com",
        "https://hub.example.com, https://hub.example.com:8443",
        "https://hub.example.com, https://example.com",
        "https://hub.example.com, https://hub.example.com.evil.example",
        "https://hub.example.com, https://hub.example.com@evil.example",
        "https://hub.example.com, https://evil.example/https://hub.example.com",
        "https://hub.example.com, https://hub.example.com."
    })
    void theseAreNot(String one, String other) {
        assertNotEquals(Origin.of(one), Origin.of(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "hub.example.com",
                "//hub.example.com",
                "https://",
                "data:text/html,x",
                "https://a b",
                "file:///a"
            })
    void theseAreNone(String text) {
        assertEquals(Optional.empty(), Origin.of(text));
    }
}
