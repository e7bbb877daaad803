package io.tidings.auth.setup;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.auth.Grants;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.jwt.Issuer;
import io.tidings.auth.jwt.Issuers;
import io.tidings.event.Patterns;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the configuration makes of tokens, issuers and anonymous callers. In production publishing is never
/// open by accident: where nothing is configured a token is made, which the start report logs.
@Singleton
class AccessSetup {
    private static final int TOKEN_BYTES = 24;
    private static final String FIRST_TOKEN =
            "None is configured, so the hub logged one when it started; tidings.auth.publish-tokens sets your own.";

    /// Verified tokens take a 32nd of the heap at most.
    private static final int HEAP_DIVISOR = 32;

    private final AuthConfig config;
    private final Grants ofAnonymous;
    private final Optional<String> made;
    private final StaticTokens tokens;
    private final List<Issuer> issuerList = new ArrayList<>();
    private final Issuers issuers;

    AccessSetup(AuthConfig config, RevokedSubjects revoked) {
        this.config = config;
        this.ofAnonymous = new Grants(
                patterns(config.anonymous().publish(), isOpenToPublish()),
                patterns(config.anonymous().subscribe(), isOpenToSubscribe()),
                false);
        this.made = makesToken() ? Optional.of(newToken()) : Optional.empty();
        this.tokens = new StaticTokens(config, publishTokens(), ofAnonymous, revoked);
        config.issuers().forEach((name, issuer) -> issuerList.add(issuer(name, issuer)));
        this.issuers = new Issuers(
                issuerList,
                ofAnonymous,
                revoked,
                InstantSource.system(),
                Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
    }

    /// Where the token is that was made for this start, if one was: in words for a stranger, without the token.
    Optional<String> firstToken() {
        return made.map(_ -> FIRST_TOKEN);
    }

    /// The token to publish that was made for this start, if one was.
    Optional<String> made() {
        return made;
    }

    Grants ofAnonymous() {
        return ofAnonymous;
    }

    StaticTokens tokens() {
        return tokens;
    }

    Issuers issuers() {
        return issuers;
    }

    /// Each for itself.
    List<Issuer> issuerList() {
        return List.copyOf(issuerList);
    }

    private Issuer issuer(String name, AuthConfig.IssuerConfig issuer) {
        var twins = config.issuers().entrySet().stream()
                .filter(other ->
                        issuer.issuer().isPresent() && other.getValue().issuer().equals(issuer.issuer()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (twins.size() > 1) {
            throw new ConfigurationException("Tidings cannot start: tidings.auth.issuers " + String.join(" and ", twins)
                    + " are the same issuer " + issuer.issuer().orElseThrow() + ": keep one of them");
        }
        return new IssuerSetup(name, issuer, config.issuers().size() == 1).issuer();
    }

    private boolean mayAnyTokenPublish() {
        return config.publishTokens().isPresent()
                || config.publishTokensFile().isPresent()
                || config.tokens().values().stream()
                        .anyMatch(token -> token.publish().isPresent());
    }

    private boolean mayAnyTokenSubscribe() {
        return config.subscribeTokens().isPresent()
                || config.subscribeTokensFile().isPresent()
                || config.tokens().values().stream()
                        .anyMatch(token -> token.subscribe().isPresent());
    }

    private boolean isOpenToPublish() {
        return isInDevelopment() && !mayAnyTokenPublish() && config.issuers().isEmpty();
    }

    private boolean isOpenToSubscribe() {
        return !mayAnyTokenSubscribe() && config.issuers().isEmpty();
    }

    private static boolean isInDevelopment() {
        return ConfigUtils.isProfileActive("dev") || ConfigUtils.isProfileActive("test");
    }

    private static Patterns patterns(Optional<List<String>> configured, boolean isOpen) {
        return configured
                .map(texts -> texts.stream().map(String::strip).toList())
                .map(texts -> texts.equals(List.of(AuthSettings.NONE)) ? List.<String>of() : texts)
                .map(texts -> Patterns.of(texts.toArray(String[]::new)))
                .orElse(isOpen ? Patterns.ALL : Grants.NONE.subscribe());
    }

    private List<String> publishTokens() {
        var configured = new ArrayList<>(config.publishTokens().orElse(List.of()));
        made.ifPresent(configured::add);
        return configured;
    }

    private boolean makesToken() {
        boolean isClosed = ofAnonymous.publish().all().isEmpty();
        return isClosed && !mayAnyTokenPublish() && config.issuers().isEmpty() && !isInDevelopment();
    }

    private static String newToken() {
        var random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
