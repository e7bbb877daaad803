package io.tidings.start;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where the hub listens, and the moment from which it does. Quarkus shows the options of all its servers before it
/// starts the first of them.
@ApplicationScoped
class Addresses implements HttpServerOptionsCustomizer {
    private final StartReport report;
    private final Queue<String> all = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isTold = new AtomicBoolean();

    Addresses(StartReport report) {
        this.report = report;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        add("http", options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        // Quarkus asks for it without a certificate, too, and starts no server then.
        if (options.getKeyCertOptions() != null) {
            add("https", options);
        }
    }

    private void add(String scheme, HttpServerOptions options) {
        var port = options.getPort() > 0 ? String.valueOf(options.getPort()) : "a free port";
        all.add(scheme + "://" + options.getHost() + ":" + port);
    }

    void plain(@ObservesAsync HttpServerStart start) {
        tellOnce();
    }

    void secure(@ObservesAsync HttpsServerStart start) {
        tellOnce();
    }

    private void tellOnce() {
        if (isTold.compareAndSet(false, true)) {
            report.tell(String.join(" and ", all));
        }
    }
}
