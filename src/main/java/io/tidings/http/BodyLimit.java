package io.tidings.http;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.MemorySize;
import io.tidings.event.TooLargeException;
import io.tidings.server.UnreadBody;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Refuses a body that says it is too large before any of it is read, and throws away one that no route reads. Quarkus
/// would refuse the former too, but without saying why, and keep the latter until its request is answered.
class BodyLimit {
    private static final int BEFORE_THAT_OF_QUARKUS = -3;

    private final long limit;
    private final boolean inDevelopment;
    private final ProblemAnswers problems;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            LaunchMode mode,
            ProblemAnswers problems) {
        this.limit = limit.asLongValue();
        this.inDevelopment = mode.isDev();
        this.problems = problems;
    }

    void route(@Observes Router router) {
        router.route().order(BEFORE_THAT_OF_QUARKUS).handler(this::check);
    }

    private void check(RoutingContext request) {
        if (length(request) > limit) {
            var tooLarge = new TooLargeException("The body has more than the " + limit
                    + " bytes that are allowed here (quarkus.http.limits.max-body-size): send less at once.");
            problems.answer(Problem.of(tooLarge).orElseThrow(), request);
            return;
        }
        // The pages of development read bodies of their own.
        if (!inDevelopment && !request.request().method().equals(HttpMethod.POST)) {
            UnreadBody.discard(request.request());
        }
        request.next();
    }

    /// The HTTP codec has checked that it is a number.
    private static long length(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader(HttpHeaders.CONTENT_LENGTH))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
