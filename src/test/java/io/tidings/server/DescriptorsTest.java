package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {
    @ParameterizedTest
    @CsvSource({"100, 25", "256, 106", "1024, 874", "1048576, 1048426", "unlimited, 2147483647"})
    void someAreLeftToFiles(String open, int connections) {
        var limits = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             7823                 7823                 processes ",
                "Max open files            " + open + "                 1048576              files     ");
        assertThat(Descriptors.forConnections(limits, 150), is(connections));
    }

    @Test
    void aSystemThatTellsNothingLimitsNothing() {
        assertThat(Descriptors.forConnections(List.of(), 150), is(Integer.MAX_VALUE));
    }

    @Test
    void aConnectionThatEndsMakesRoomForAnother() {
        var descriptors = new Descriptors(2);
        var first = new EmbeddedChannel();
        assertThat(descriptors.admit(first), is(true));
        assertThat(descriptors.admit(new EmbeddedChannel()), is(true));
        assertThat(descriptors.admit(new EmbeddedChannel()), is(false));
        first.close();
        assertThat(descriptors.admit(new EmbeddedChannel()), is(true));
        assertThat(descriptors.admit(new EmbeddedChannel()), is(false));
    }
}
