package io.tidings.subscribe;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Notices clients that are gone without a word, such as a phone that lost its network: heartbeats give TCP something
/// that the client must acknowledge, and this says for how long it may not (RFC 5482). Without it Linux tries for a
/// quarter of an hour. It takes Linux' epoll, so it works on the JVM on x86-64 Linux; elsewhere, and in the native
/// binary, set `net.ipv4.tcp_retries2` to 8 for about the same.
@ApplicationScoped
public class VanishedClients implements HttpServerOptionsCustomizer {
    private final Duration patience;

    VanishedClients(SubscribeConfig config) {
        this.patience = config.vanishedAfter();
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        customize(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customize(options);
    }

    private void customize(HttpServerOptions options) {
        options.setTcpUserTimeout((int) patience.toMillis());
    }
}
