package io.tidings.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.access.Callers;
import io.tidings.auth.setup.AuthConfig;
import io.tidings.memory.ClientShares;
import io.tidings.request.ClientAddress;
import io.tidings.server.HeldAnswer;
import io.tidings.server.WaitingRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Answers `GET /q/metrics` in the format that the client accepts. By default anyone can read the metrics: they contain
/// no subject, no address, and only the topics that the configuration names. If it says so, a token that may operate
/// the hub is needed. It stands before the route of Quarkus, which makes a scrape for each request, on the threads that
/// answer the health checks.
@SuppressWarnings("deprecation") // the registry that Quarkus makes
class MetricsRoute {
    private static final int BEFORE_THAT_OF_QUARKUS = -1;

    private final Callers callers;
    private final boolean isProtected;
    private final ClientShares shares;
    private final Scrapes scrapes;

    MetricsRoute(
            Callers callers,
            AuthConfig config,
            ClientShares shares,
            PrometheusMeterRegistry registry,
            @VirtualThreads ExecutorService threads) {
        this.callers = callers;
        this.isProtected = config.protectMetrics();
        this.shares = shares;
        this.scrapes = new Scrapes(format -> registry.scrape(format).getBytes(UTF_8), threads, System::nanoTime);
    }

    void route(@Observes Router router) {
        router.get("/q/metrics").order(BEFORE_THAT_OF_QUARKUS).handler(this::check);
        router.head("/q/metrics").order(BEFORE_THAT_OF_QUARKUS).handler(this::check);
    }

    private void check(RoutingContext request) {
        if (!isProtected) {
            answer(request);
            return;
        }
        callers.identify(request, caller -> {
            caller.checkOperate();
            answer(request);
        });
    }

    private void answer(RoutingContext request) {
        var format = format(request.request().getHeader(HttpHeaders.ACCEPT));
        var waiting = WaitingRequest.hold(request, shares, ClientAddress.of(request.request()));
        var loop = request.vertx().getOrCreateContext();
        var _ = scrapes.in(format)
                .whenComplete((bytes, failure) -> loop.runOnContext(_ -> {
                    waiting.release();
                    if (failure == null) {
                        send(request, format, bytes);
                    } else {
                        request.fail(failure);
                    }
                }));
    }

    /// Prometheus' own fails at a part of a header that is empty.
    private static String format(@Nullable String accept) {
        try {
            return TextFormat.chooseContentType(accept);
        } catch (ArrayIndexOutOfBoundsException _) {
            return TextFormat.CONTENT_TYPE_004;
        }
    }

    private void send(RoutingContext request, String format, byte[] bytes) {
        if (request.response().closed()) {
            return;
        }
        try {
            request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            HeldAnswer.send(request, shares, format, bytes);
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }
}
