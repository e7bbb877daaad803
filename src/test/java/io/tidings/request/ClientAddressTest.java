package io.tidings.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void anAddressIsKeptAsItIs() {
        var address = "2001:0db8:85a3:0000:0000:8a2e:192.168.100.200%a-zone-of-ten";

        assertEquals(address, ClientAddress.bounded(address));
    }

    @Test
    void ofWhatIsLongerThanAnyAddressOnlyTheBeginningIsKept() {
        assertEquals("_".repeat(100), ClientAddress.bounded("_".repeat(15_000)));
    }
}
