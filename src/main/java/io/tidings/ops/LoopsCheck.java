package io.tidings.ops;

import io.quarkus.runtime.Startup;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Not alive when an event loop does not turn: it has ended, or hangs in a task, and with it all connections that are
/// its own. Nothing but a restart helps. The loop on which the question comes in goes on meanwhile. The check is made
/// at the start, when every loop can still tell its name.
@Startup
@Liveness
@ApplicationScoped
public class LoopsCheck implements AsyncHealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LoopTurns turns;
    private final ExecutorService threads;

    LoopsCheck(Vertx vertx, @VirtualThreads ExecutorService threads) {
        this.turns = new LoopTurns(((VertxInternal) vertx).getEventLoopGroup());
        this.threads = threads;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::check).runSubscriptionOn(threads);
    }

    private HealthCheckResponse check() {
        var response = HealthCheckResponse.named("event loops");
        var still = turns.still(PATIENCE);
        still.forEach(loop -> response.withData(loop, "does not turn"));
        return response.status(still.isEmpty()).build();
    }
}
