package io.tidings.event;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatternsTest {
    /// As a URL of 7 KB can have them. On the heap they were measured at 172 KB.
    @Test
    void segmentsTakeFarMoreThanTheirText() {
        var deep = Patterns.of(IntStream.range(0, 100)
                .mapToObj(i -> "a/".repeat(30) + "%02d/*".formatted(i))
                .toArray(String[]::new));

        assertThat(deep.bytesOfMatchers(), greaterThan(170_000));
        assertThat(Patterns.of("news", "chat/*").bytesOfMatchers(), lessThan(500));
    }
}
