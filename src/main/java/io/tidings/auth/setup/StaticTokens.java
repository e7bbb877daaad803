package io.tidings.auth.setup;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.auth.Caller;
import io.tidings.auth.Fingerprint;
import io.tidings.auth.Grants;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.Subject;
import io.tidings.auth.UntilRevoked;
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
import java.util.function.BiPredicate;
import java.util.function.Function;

/// The tokens that the configuration holds, and those in the files that it names. Any thread may call it.
final class StaticTokens {
    private static final Logger LOG = System.getLogger(StaticTokens.class.getName());

    private final AuthConfig config;
    private final Grants ofAnonymous;
    private final RevokedSubjects revoked;
    private final TokenList publish;
    private final TokenList subscribe;
    private final List<TokenSecret> named;
    private volatile Map<Fingerprint, Caller> callers;

    /// With the tokens that may publish to everything, which may be more than the configuration has.
    StaticTokens(AuthConfig config, List<String> publishTokens, Grants ofAnonymous, RevokedSubjects revoked) {
        this.config = config;
        this.ofAnonymous = ofAnonymous;
        this.revoked = revoked;
        try {
            this.publish = new TokenList("tidings.auth.publish-tokens", publishTokens, config.publishTokensFile());
            this.subscribe = new TokenList(
                    "tidings.auth.subscribe-tokens",
                    config.subscribeTokens().orElse(List.of()),
                    config.subscribeTokensFile());
            this.named = config.tokens().entrySet().stream()
                    .map(token -> new TokenSecret(token.getKey(), token.getValue()))
                    .toList();
            this.callers = Map.of();
            this.callers = read(TokenSecret::read, (_, name) -> {
                throw sameSecret(name);
            });
        } catch (UnusableTokenException e) {
            // Without its cause: where a file is to blame, its reason alone would be told.
            throw new ConfigurationException("Tidings cannot start: " + e.getMessage());
        }
    }

    /// The caller of a token, if it is one of these. Throws an [io.tidings.auth.InvalidTokenException] if its subject
    /// is revoked.
    Optional<Caller> identify(Fingerprint fingerprint, Instant now) {
        var caller = caller(fingerprint);
        caller.flatMap(Caller::subject).ifPresent(subject -> revoked.check(subject, Optional.empty(), now));
        return caller;
    }

    Optional<Caller> caller(Fingerprint fingerprint) {
        return Optional.ofNullable(callers.get(fingerprint));
    }

    /// How many tokens may publish to everything.
    int publishers() {
        return publish.tokens().size();
    }

    /// How many tokens may subscribe to everything.
    int subscribers() {
        return subscribe.tokens().size();
    }

    /// Whether a named token can be shown: it cannot while its file is not there.
    boolean isGood(String name) {
        var subject = Optional.of(Subject.ofToken(name));
        return callers.values().stream().anyMatch(known -> known.subject().equals(subject));
    }

    /// Whether a file may have changed.
    boolean hasFiles() {
        return publish.hasFile()
                || subscribe.hasFile()
                || config.tokens().values().stream()
                        .anyMatch(token -> token.secretFile().isPresent());
    }

    /// Reads the files anew. A token whose file cannot be read stays as it is; that of another may be gone.
    void refresh() {
        publish.refresh();
        subscribe.refresh();
        callers = read(this::secretOrLast, this::giveToWhoHadIt);
    }

    /// With what finds the secret of a named token, and what decides whether it gets one that another token has, too.
    private Map<Fingerprint, Caller> read(
            Function<TokenSecret, Optional<Fingerprint>> secrets, BiPredicate<Fingerprint, String> isTheirs) {
        var all = new HashMap<Fingerprint, Caller>();
        publish.tokens().forEach(token -> addNameless(all, token, Grants.PUBLISH_ALL));
        subscribe.tokens().forEach(token -> addNameless(all, token, Grants.SUBSCRIBE_ALL));
        named.forEach(token -> secrets.apply(token)
                .filter(secret -> !all.containsKey(secret) || isTheirs.test(secret, token.name()))
                .ifPresent(secret -> all.put(
                        secret, caller(secret, Optional.of(Subject.ofToken(token.name())), grants(token.token())))));
        return Map.copyOf(all);
    }

    /// A secret that two tokens have by mistake stays with the one that had it before, if one of them did.
    private boolean giveToWhoHadIt(Fingerprint secret, String name) {
        LOG.log(Level.WARNING, "{0}", sameSecret(name).getMessage());
        return caller(secret).flatMap(Caller::subject).equals(Optional.of(Subject.ofToken(name)));
    }

    private static UnusableTokenException sameSecret(String name) {
        return new UnusableTokenException("tidings.auth.tokens." + name
                + " has the same secret as another token: make one with 'openssl rand -hex 32'");
    }

    /// A token may be in both lists.
    private void addNameless(Map<Fingerprint, Caller> all, String token, Grants grants) {
        var secret = Fingerprint.of(token);
        var other = Optional.ofNullable(all.get(secret)).map(Caller::own).orElse(Grants.NONE);
        all.put(secret, caller(secret, Optional.empty(), other.plus(grants)));
    }

    private Caller caller(Fingerprint secret, Optional<Subject> subject, Grants grants) {
        var configured = new WhileConfigured(secret, subject, grants);
        return Caller.of(
                subject,
                grants,
                ofAnonymous,
                subject.<Validity>map(known -> new UntilRevoked(configured, known, Optional.empty(), revoked))
                        .orElse(configured));
    }

    private Optional<Fingerprint> secretOrLast(TokenSecret token) {
        try {
            return token.read();
        } catch (UnusableTokenException e) {
            LOG.log(Level.WARNING, "The token {0} stays as it was: {1}", token.name(), e.getMessage());
            var subject = Optional.of(Subject.ofToken(token.name()));
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

    /// A token in a file may go, become another's, or lose what another file granted it.
    private final class WhileConfigured implements Validity {
        private final Fingerprint secret;
        private final Optional<Subject> subject;
        private final Grants grants;

        WhileConfigured(Fingerprint secret, Optional<Subject> subject, Grants grants) {
            this.secret = secret;
            this.subject = subject;
            this.grants = grants;
        }

        @Override
        public Optional<Instant> expiry() {
            return Optional.empty();
        }

        @Override
        public boolean isOver(Instant now) {
            return caller(secret)
                    .filter(holder ->
                            holder.subject().equals(subject) && holder.own().equals(grants))
                    .isEmpty();
        }
    }
}
