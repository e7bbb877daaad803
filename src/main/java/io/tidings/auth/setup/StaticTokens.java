package io.tidings.auth.setup;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.Grants;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import io.tidings.auth.setup.AuthConfig.Token;
import io.tidings.event.Patterns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        this.callers = read();
    }

    Optional<Caller> caller(Fingerprint fingerprint) {
        return Optional.ofNullable(callers.get(fingerprint));
    }

    /// Whether a file may have changed.
    boolean hasFiles() {
        return config.tokens().values().stream()
                .anyMatch(token -> token.secretFile().isPresent());
    }

    /// Reads the files anew. If one cannot be read, all stays as it is.
    void refresh() {
        try {
            callers = read();
        } catch (UncheckedIOException | ConfigurationException e) {
            LOG.log(Level.WARNING, "The tokens in files stay as they were: {0}", e.getMessage());
        }
    }

    private Map<Fingerprint, Caller> read() {
        var all = new HashMap<Fingerprint, Caller>();
        publish.forEach(token -> addNameless(all, token, Grants.PUBLISH_ALL));
        config.subscribeTokens().orElse(List.of()).forEach(token -> addNameless(all, token, Grants.SUBSCRIBE_ALL));
        config.tokens()
                .forEach((name, token) -> secret(name, token).ifPresent(secret -> {
                    var caller = Caller.of(
                            Optional.of(Subject.ofToken(name)),
                            grants(token),
                            ofAnonymous,
                            new WhileConfigured(secret));
                    if (all.put(secret, caller) != null) {
                        throw new ConfigurationException("Tidings cannot start: tidings.auth.tokens." + name
                                + " has the same secret as another token: make one with 'openssl rand -hex 32'");
                    }
                }));
        return Map.copyOf(all);
    }

    /// A token may be in both lists.
    private void addNameless(Map<Fingerprint, Caller> all, String token, Grants grants) {
        all.merge(
                Fingerprint.of(token),
                Caller.of(Optional.empty(), grants, ofAnonymous, Validity.UNLIMITED),
                (one, other) ->
                        Caller.of(Optional.empty(), one.own().plus(other.own()), ofAnonymous, Validity.UNLIMITED));
    }

    /// None if its file is gone: whoever removes it takes the token away.
    private static Optional<Fingerprint> secret(String name, Token token) {
        if (token.secret().isPresent() == token.secretFile().isPresent()) {
            throw new ConfigurationException(
                    "Tidings cannot start: tidings.auth.tokens." + name + " needs either a secret or a secret-file");
        }
        return token.secret()
                .or(() -> token.secretFile().flatMap(path -> inFile(name, path)))
                .map(Fingerprint::of);
    }

    private static Optional<String> inFile(String name, Path path) {
        try {
            var secret = Files.readString(path).strip();
            if (secret.isEmpty()) {
                throw new ConfigurationException("Tidings cannot start: tidings.auth.tokens." + name + ".secret-file="
                        + path + " holds no token");
            }
            return Optional.of(secret);
        } catch (NoSuchFileException _) {
            LOG.log(Level.WARNING, "The token {0} is not good as long as the file {1} is not there", name, path);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    private static Grants grants(Token token) {
        return new Grants(patterns(token.publish()), patterns(token.subscribe()), token.operate());
    }

    private static Patterns patterns(Optional<List<String>> texts) {
        return Patterns.of(texts.orElse(List.of()).stream().map(String::strip).toArray(String[]::new));
    }

    /// A token in a file may go.
    private final class WhileConfigured implements Validity {
        private final Fingerprint secret;

        WhileConfigured(Fingerprint secret) {
            this.secret = secret;
        }

        @Override
        public Optional<Instant> expiry() {
            return Optional.empty();
        }

        @Override
        public boolean isOver(Instant now) {
            return !callers.containsKey(secret);
        }
    }
}
