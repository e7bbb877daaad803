package io.tidings.log.setup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.config.HeapSize;
import io.tidings.log.setup.LogConfig.Engine;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class LogSizeTest {
    private static final HeapSize HALF = HeapSize.parse("50%");

    @Test
    void inMemoryItIsAQuarterOfTheHeap() {
        assertThat(
                LogSize.bytes(Engine.MEMORY, Optional.empty(), HALF),
                is(HeapSize.parse("25%").bytes()));
    }

    @Test
    void inMemoryItIsWhatIsAskedForIfTheHeapCarriesItBesideTheBudget() {
        assertThat(inMemory("40%"), is(HeapSize.parse("40%").bytes()));
        assertThat(inMemory("1M"), is(1L << 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"41%", "100%", "1024G", "7E"})
    void inMemoryMoreThanTheHeapCarriesIsRefused(String size) {
        var refusal = assertThrows(ConfigurationException.class, () -> inMemory(size));

        assertThat(
                refusal.getMessage(), containsString("Tidings cannot start: the log in memory (tidings.log.max-size"));
    }

    private static long inMemory(String size) {
        return LogSize.bytes(Engine.MEMORY, Optional.of(HeapSize.parse(size)), HALF);
    }

    @ParameterizedTest
    @EnumSource(names = "MEMORY", mode = Mode.EXCLUDE)
    void elsewhereItIsTenGigabytesOrWhatIsAskedForAndNoShareOfTheHeap(Engine engine) {
        assertThat(LogSize.bytes(engine, Optional.empty(), HALF), is(10L << 30));
        assertThat(LogSize.bytes(engine, Optional.of(HeapSize.parse("1024G")), HALF), is(1L << 40));

        var share = Optional.of(HeapSize.parse("10%"));
        var refusal = assertThrows(ConfigurationException.class, () -> LogSize.bytes(engine, share, HALF));
        assertThat(refusal.getMessage(), containsString("tidings.log.max-size is 10%"));
    }
}
