package io.tidings.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void aLimitIsAValueOrUnlimited() {
        var config = config("3", "2G", "7d");
        assertThat(config.getValue("count", CountLimit.class), is(new CountLimit(3)));
        assertThat(config.getValue("size", SizeLimit.class), is(new SizeLimit(HeapSize.parse("2G"))));
        assertThat(config.getValue("age", AgeLimit.class), is(new AgeLimit(Duration.ofDays(7))));
        var unlimited = config("unlimited", "UNLIMITED", " unlimited ");
        assertThat(unlimited.getValue("count", CountLimit.class), is(CountLimit.UNLIMITED));
        assertThat(unlimited.getValue("size", SizeLimit.class), is(SizeLimit.UNLIMITED));
        assertThat(unlimited.getValue("age", AgeLimit.class), is(AgeLimit.UNLIMITED));
    }

    @Test
    void anEmptyLimitIsNone() {
        assertThat(config("", "", "").getOptionalValue("count", CountLimit.class), is(Optional.empty()));
    }

    private static SmallRyeConfig config(String count, String size, String age) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValue("count", count)
                .withDefaultValue("size", size)
                .withDefaultValue("age", age)
                .build();
    }
}
