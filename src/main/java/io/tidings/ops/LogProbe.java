package io.tidings.ops;

import io.smallrye.mutiny.Uni;
import io.tidings.log.LogUnavailableException;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Asks the log something that may block, for a health check: DOWN with the reason if the log cannot answer.
final class LogProbe {
    private LogProbe() {}

    static Uni<HealthCheckResponse> ask(String name, Runnable question, Executor threads) {
        return Uni.createFrom().item(() -> answer(name, question)).runSubscriptionOn(threads);
    }

    private static HealthCheckResponse answer(String name, Runnable question) {
        var response = HealthCheckResponse.named(name);
        try {
            question.run();
            return response.up().build();
        } catch (LogUnavailableException e) {
            return response.down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
