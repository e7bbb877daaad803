package io.tidings.metrics;

import io.tidings.access.Callers;
import io.tidings.auth.Caller;
import io.tidings.auth.setup.AuthConfig;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/// Requires a token that may operate the hub, if the configuration says so. By default anyone can read the metrics:
/// they contain no subject, no address, and only the topics that the configuration names.
class MetricsRoute {
    private static final int BEFORE_THAT_OF_QUARKUS = -1;

    private final Callers callers;
    private final boolean isProtected;

    MetricsRoute(Callers callers, AuthConfig config) {
        this.callers = callers;
        this.isProtected = config.protectMetrics();
    }

    void route(@Observes Router router) {
        if (isProtected) {
            router.route("/q/metrics*").order(BEFORE_THAT_OF_QUARKUS).handler(this::check);
        }
    }

    private void check(RoutingContext request) {
        callers.identify(request, caller -> goOn(request, caller));
    }

    private static void goOn(RoutingContext request, Caller caller) {
        caller.checkOperate();
        request.response().putHeader("Cache-Control", "no-store");
        request.next();
    }
}
