package io.tidings.auth;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Lets in who shows one of the configured tokens. In production publishing is never open by accident: without
/// configured tokens one is made and logged.
@Startup
@ApplicationScoped
public class TokenPolicy implements AccessPolicy {
    private static final Logger LOG = Logger.getLogger(TokenPolicy.class);
    private static final int TOKEN_BYTES = 24;

    private final Tokens publish;
    private final Tokens subscribe;

    TokenPolicy(AuthConfig config) {
        this.publish = Tokens.of(config.publishTokens().orElseGet(TokenPolicy::tokensWhenNoneAreSet));
        this.subscribe = Tokens.of(config.subscribeTokens().orElse(List.of()));
    }

    @Override
    public void checkPublish(Optional<String> token) {
        publish.check(token, "publish");
    }

    @Override
    public Grants grants(Optional<String> token) {
        subscribe.check(token, "subscribe");
        return subscribe.all().isEmpty() ? Grants.ANONYMOUS : Grants.ALL;
    }

    private static List<String> tokensWhenNoneAreSet() {
        if (ConfigUtils.isProfileActive("dev") || ConfigUtils.isProfileActive("test")) {
            return List.of();
        }
        var random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        var token = HexFormat.of().formatHex(random);
        LOG.infof("No tidings.auth.publish-tokens are set. Publish with this token, made for this start: %s", token);
        return List.of(token);
    }
}
