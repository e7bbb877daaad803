package io.tidings.auth.setup;

import io.quarkus.runtime.Startup;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.auth.AccessPolicy;
import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.InvalidTokenException;
import io.tidings.auth.Validity;
import io.tidings.auth.jwt.Issuers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Knows the tokens of the configuration and those of its issuers. A token that was verified before is known
/// at once; others are verified on virtual threads, for that takes up to milliseconds, and seconds where keys
/// are fetched.
@Startup
@ApplicationScoped
class ConfiguredAccess implements AccessPolicy {
    private final Caller anonymous;
    private final StaticTokens tokens;
    private final Issuers issuers;
    private final ExecutorService threads;

    ConfiguredAccess(
            AccessSetup setup,
            @ConfigProperty(name = "tidings.presence.anonymous", defaultValue = "false") boolean knowsWhoIsPresent,
            @VirtualThreads ExecutorService threads) {
        this.anonymous = Caller.anonymous(setup.ofAnonymous(), knowsWhoIsPresent, setup.firstToken());
        this.tokens = setup.tokens();
        this.issuers = setup.issuers();
        this.threads = threads;
    }

    @Override
    public Caller anonymous() {
        return anonymous;
    }

    @Override
    public Optional<Validity> verifiedElsewhere(String issuer, String keyId, Optional<Instant> expiry) {
        return issuers.verifiedElsewhere(issuer, keyId, expiry);
    }

    @Override
    public CompletionStage<Caller> identify(String token) {
        var fingerprint = Fingerprint.of(token);
        try {
            var known = tokens.identify(fingerprint, Instant.now()).or(() -> issuers.remembered(fingerprint));
            if (known.isPresent()) {
                return CompletableFuture.completedStage(known.get());
            }
        } catch (InvalidTokenException e) {
            return CompletableFuture.failedStage(e);
        }
        if (!issuers.mayBeToken(token)) {
            return CompletableFuture.failedStage(
                    new InvalidTokenException("it is none of the tokens in the configuration, and no JWT"));
        }
        return CompletableFuture.supplyAsync(() -> issuers.verify(token, fingerprint), threads);
    }
}
