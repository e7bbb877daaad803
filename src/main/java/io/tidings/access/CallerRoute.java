package io.tidings.access;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.auth.Caller;
import io.tidings.auth.Subject;
import io.tidings.event.Patterns;
import io.tidings.memory.ClientShares;
import io.tidings.server.HeldAnswer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Answers `GET /caller` with what the hub makes of the caller's credential, so that a page can say so.
class CallerRoute {
    private final Callers callers;
    private final ClientShares shares;

    CallerRoute(Callers callers, ClientShares shares) {
        this.callers = callers;
        this.shares = shares;
    }

    /// Who calls, what it may do, and until when. Anonymous callers and nameless tokens have no subject.
    @RegisterForReflection
    record Description(
            @Nullable String subject,
            @Nullable String issuer,
            boolean anonymous,
            List<String> publish,
            List<String> subscribe,
            boolean operate,
            @Nullable String expires) {
        static Description of(Caller caller) {
            return new Description(
                    caller.subject().map(Subject::name).orElse(null),
                    caller.subject().flatMap(Subject::issuer).orElse(null),
                    caller.isAnonymous(),
                    texts(caller.grants().publish()),
                    texts(caller.grants().subscribe()),
                    caller.grants().operate(),
                    caller.validity().expiry().map(Instant::toString).orElse(null));
        }

        private static List<String> texts(Patterns patterns) {
            return patterns.all().stream().map(Objects::toString).toList();
        }
    }

    void route(@Observes Router router) {
        router.get("/caller").handler(this::answer);
        router.head("/caller").handler(this::answer);
    }

    private void answer(RoutingContext request) {
        callers.identify(request, caller -> {
            request.response().putHeader("Cache-Control", "no-store");
            HeldAnswer.sendJson(request, shares, Description.of(caller));
        });
    }
}
