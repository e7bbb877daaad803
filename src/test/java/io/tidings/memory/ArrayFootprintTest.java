package io.tidings.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayFootprintTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 24",
        "0, 1, 32",
        "0, 1048576, 1048600",
        "1048576, 524264, 524288",
        "1048576, 524265, 1048576",
        "1048576, 1048552, 1048576",
        "1048576, 1048576, 2097152",
        "1048576, 7340032, 8388608"
    })
    void anArrayOfMoreThanHalfARegionTakesWholeOnes(long region, long length, long bytes) {
        assertEquals(bytes, new ArrayFootprint(region).of(length));
    }
}
