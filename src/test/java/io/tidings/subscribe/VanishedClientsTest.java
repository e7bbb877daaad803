package io.tidings.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VanishedClientsTest {
    @Inject
    VanishedClients vanishedClients;

    @Test
    void areNoticedWithTlsAsWithout() {
        var http = new HttpServerOptions();
        var https = new HttpServerOptions();

        vanishedClients.customizeHttpServer(http);
        vanishedClients.customizeHttpsServer(https);

        assertEquals(60_000, http.getTcpUserTimeout());
        assertEquals(60_000, https.getTcpUserTimeout());
    }
}
