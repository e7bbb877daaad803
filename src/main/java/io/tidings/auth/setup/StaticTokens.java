package io.tidings.auth.setup;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.Grants;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import io.tidings.auth.setup.AuthConfig.Token;
import io.tidings.event.Patterns;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// The tokens that the configuration holds, and those in the files that it names. Any thread may call it.
final class StaticTokens {
    private static final Logger LOG = System.getLogger(StaticTokens.class.getName());

    private final List<String> publish;
    private final AuthConfig config;
    private final Grants ofAnonymous;
    private volatile Map<Fingerprint, Caller> callers;

    /// With the tokens that may publish to everything, which may be others than the configuration has.
    StaticTokens(AuthConfig config, List<String> publish, Grants ofAnonymous) {
        this.config = config;
        this.publish = List.copyOf(publish);
        this.ofAnonymous = ofAnonymous;
        try {
            this.callers = read(TokenSecret::of);
        } catch (UnusableTokenException e) {
            // Without its cause: where a file is to blame, its reason alone would be told.
            throw new ConfigurationException("Tidings cannot start: " + e.getMessage());
        }
    }

    Optional<Caller> caller(Fingerprint fingerprint) {
        return Optional.ofNullable(callers.get(fingerprint));
    }

    /// Whether a file may have changed.
    boolean hasFiles() {
        return config.tokens().values().stream()
                .anyMatch(token -> token.secretFile().isPresent());
    }

    /// Reads the files anew. A token whose file cannot be read stays as it is; that of another may be gone.
    void refresh() {
        try {
            callers = read(this::secretOrLast);
        } catch (UnusableTokenException e) {
            LOG.log(Level.WARNING, "The tokens in files stay as they were: {0}", e.getMessage());
        }
    }

    private Map<Fingerprint, Caller> read(BiFunction<String, Token, Optional<Fingerprint>> secrets) {
        var all = new HashMap<Fingerprint, Caller>();
        publish.forEach(token -> addNameless(all, token, Grants.PUBLISH_ALL));
        config.subscribeTokens().orElse(List.of()).forEach(token -> addNameless(all, token, Grants.SUBSCRIBE_ALL));
        config.tokens()
                .forEach((name, token) ->
                        secrets.apply(name, token).ifPresent(secret -> addNamed(all, name, token, secret)));
        return Map.copyOf(all);
    }

    private void addNamed(Map<Fingerprint, Caller> all, String name, Token token, Fingerprint secret) {
        var subject = Optional.of(Subject.ofToken(name));
        var caller = Caller.of(subject, grants(token), ofAnonymous, new WhileConfigured(secret, subject));
        if (all.put(secret, caller) != null) {
            throw new UnusableTokenException(
                    name, "has the same secret as another token: make one with 'openssl rand -hex 32'");
        }
    }

    /// A token may be in both lists.
    private void addNameless(Map<Fingerprint, Caller> all, String token, Grants grants) {
        all.merge(
                Fingerprint.of(token),
                Caller.of(Optional.empty(), grants, ofAnonymous, Validity.UNLIMITED),
                (one, other) ->
                        Caller.of(Optional.empty(), one.own().plus(other.own()), ofAnonymous, Validity.UNLIMITED));
    }

    private Optional<Fingerprint> secretOrLast(String name, Token token) {
        try {
            return TokenSecret.of(name, token);
        } catch (UnusableTokenException e) {
            LOG.log(Level.WARNING, "The token {0} stays as it was: {1}", name, e.getMessage());
            var subject = Optional.of(Subject.ofToken(name));
            return callers.entrySet().stream()
                    .filter(known -> known.getValue().subject().equals(subject))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    private static Grants grants(Token token) {
        return new Grants(patterns(token.publish()), patterns(token.subscribe()), token.operate());
    }

    private static Patterns patterns(Optional<List<String>> texts) {
        return Patterns.of(texts.orElse(List.of()).stream().map(String::strip).toArray(String[]::new));
    }

    /// A token in a file may go, or become another's.
    private final class WhileConfigured implements Validity {
        private final Fingerprint secret;
        private final Optional<Subject> subject;

        WhileConfigured(Fingerprint secret, Optional<Subject> subject) {
            this.secret = secret;
            this.subject = subject;
        }

        @Override
        public Optional<Instant> expiry() {
            return Optional.empty();
        }

        @Override
        public boolean isOver(Instant now) {
            return !caller(secret).flatMap(Caller::subject).equals(subject);
        }
    }
}
