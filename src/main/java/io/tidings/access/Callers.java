package io.tidings.access;

import io.tidings.auth.AccessPolicy;
import io.tidings.auth.Caller;
import io.tidings.auth.InvalidTokenException;
import io.tidings.auth.setup.AuthConfig;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.request.ClientAddress;
import io.tidings.request.Credential;
import io.tidings.server.WaitingRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// Finds out who makes a request, before anything else of it is looked at.
@ApplicationScoped
public class Callers {
    /// What a request takes while its token is verified: what is read of the token, and a request of HTTP/2.
    private static final int WAITING_BYTES = 16 * 1024;

    private final AccessPolicy policy;
    private final AuthConfig config;
    private final OwnOrigin origin;
    private final BadTokens badTokens;
    private final ClientShares shares;

    Callers(AccessPolicy policy, AuthConfig config, OwnOrigin origin, BadTokens badTokens, ClientShares shares) {
        this.policy = policy;
        this.config = config;
        this.origin = origin;
        this.badTokens = badTokens;
        this.shares = shares;
    }

    /// Calls the action with the caller, on the request's event loop: at once, or later if the token has to
    /// be verified first. The body is not read until then. A credential that is not good, or not clear, fails
    /// the request. Call on the request's event loop.
    public void identify(RoutingContext request, Consumer<Caller> action) {
        var credential = Credential.in(request.request(), config.cookie());
        if (credential.isEmpty()) {
            action.accept(policy.anonymous());
            return;
        }
        if (credential.get().isCookie()) {
            origin.check(request.request());
        }
        var caller = policy.identify(credential.get().token()).toCompletableFuture();
        if (caller.isDone()) {
            action.accept(known(request, caller));
        } else {
            await(request, caller, action);
        }
    }

    private void await(RoutingContext request, CompletableFuture<Caller> caller, Consumer<Caller> action) {
        // The action needs the head, and the connection gives back what it holds for that when it closes.
        long bytes = WAITING_BYTES + (long) WaitingRequest.headBytes(request.request());
        var waiting = shares.tryHold(ClientAddress.of(request.request()), Use.WAITING, bytes);
        if (waiting == null) {
            throw new RefusedException(
                    Refusal.OUT_OF_MEMORY, "This node has no memory left to verify the token: try again.");
        }
        request.request().pause();
        var loop = request.vertx().getOrCreateContext();
        var _ = caller.whenComplete((_, _) -> loop.runOnContext(_ -> {
            waiting.release();
            if (!request.response().closed()) {
                goOn(request, caller, action);
            }
        }));
    }

    private void goOn(RoutingContext request, CompletableFuture<Caller> caller, Consumer<Caller> action) {
        try {
            action.accept(known(request, caller));
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }

    /// The caller, or what refuses its request. The reason is told to the operator alone.
    private Caller known(RoutingContext request, CompletableFuture<Caller> caller) {
        try {
            return caller.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case InvalidTokenException invalid -> {
                    var address = ClientAddress.of(request.request());
                    RefusedTokens.tell(invalid, address);
                    badTokens.count(address);
                    throw invalid;
                }
                case RefusedException refused -> throw refused;
                case null, default -> throw e;
            }
        }
    }
}
