package io.tidings.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeapSizeTest {
    @ConfigMapping(prefix = "test")
    interface Settings {
        @WithDefault("50%")
        HeapSize budget();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "7b,7", "64K,65536", "128M,134217728", " 2g ,2147483648", "7E,8070450532247928832"})
    void aSizeIsInUnitsOf1024(String text, long bytes) {
        assertThat(HeapSize.parse(text).bytes(), is(bytes));
    }

    @Test
    void aShareIsOfTheLargestHeap() {
        long max = Runtime.getRuntime().maxMemory();
        assertThat(HeapSize.parse("25%").bytes(), is(both(greaterThan(max / 5)).and(lessThanOrEqualTo(max / 4))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0%", "101%", "-1", "1.5G", "8E", "9999999999999T", "99999999999%", "%", "much"})
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> HeapSize.parse(text));
    }

    @Test
    void aSettingIsReadAsOne() {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(Settings.class)
                .build();
        assertThat(config.getConfigMapping(Settings.class).budget(), is(new HeapSize(50, HeapSize.Unit.PERCENT)));
    }
}
