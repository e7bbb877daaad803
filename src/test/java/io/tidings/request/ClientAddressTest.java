package io.tidings.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// As what the address of a client counts.
class ClientAddressTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1,                            192.0.2.1
            ::ffff:192.0.2.1,                     192.0.2.1
            ::ffff:c000:201,                      192.0.2.1
            2001:db8:1:2:3:4:5:6,                 2001:db8:1:2::/64
            2001:db8:1:2::,                       2001:db8:1:2::/64
            2001:db8:1:3::,                       2001:db8:1:3::/64
            fe80::1%eth0,                         fe80::/64
            ::1,                                  ::/64
            unknown,                              unknown
            _hidden:4711,                         _hidden:4711
            """)
    void ofIpv6TheNetworkCounts(String address, String counted) {
        assertEquals(counted, ClientAddress.counted(address));
    }

    @Test
    void aMadeUpOneTakesLittle() {
        assertEquals("_".repeat(100), ClientAddress.counted("_".repeat(15_000)));
        assertEquals(100, ClientAddress.counted(":".repeat(15_000)).length());
    }
}
