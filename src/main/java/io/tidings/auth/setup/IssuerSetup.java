package io.tidings.auth.setup;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.auth.jwt.GrantRule;
import io.tidings.auth.jwt.GrantTemplate;
import io.tidings.auth.jwt.Issuer;
import io.tidings.auth.jwt.IssuerTerms;
import io.tidings.auth.jwt.KeySource;
import io.tidings.auth.setup.AuthConfig.IssuerConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One issuer of the configuration: checks what its settings demand of each other, and makes it.
final class IssuerSetup {
    private final String name;
    private final IssuerConfig config;
    private final boolean isOnly;

    IssuerSetup(String name, IssuerConfig config, boolean isOnly) {
        this.name = name;
        this.config = config;
        this.isOnly = isOnly;
    }

    /// Throws a [ConfigurationException] that says what is wrong.
    Issuer issuer() {
        var terms = terms();
        var rules = rules();
        checkTemplates(rules);
        var claim = Optional.of(config.claim()).filter(_ -> trustsClaim());
        return new Issuer(name, terms, source(), isFile() ? KeyRefresh.OF_FILES : config.refresh(), claim, rules);
    }

    /// Whether its tokens say themselves what they grant.
    boolean trustsClaim() {
        return config.trustClaim().orElse(isKeyOfOperator());
    }

    private boolean hasSecret() {
        return config.secret().isPresent() || config.secretFile().isPresent();
    }

    /// Whether nobody but the operator has the key that signs.
    private boolean isKeyOfOperator() {
        return hasSecret() || config.publicKeyFile().isPresent();
    }

    private boolean isFile() {
        return Stream.of(config.secretFile(), config.publicKeyFile(), config.jwksFile())
                .anyMatch(Optional::isPresent);
    }

    private KeySource source() {
        var sources = new ArrayList<KeySource>();
        config.secret().map(KeySource::secret).ifPresent(sources::add);
        config.secretFile().map(KeySource::secretFile).ifPresent(sources::add);
        config.publicKeyFile().map(KeySource::pemFile).ifPresent(sources::add);
        config.jwksFile().map(KeySource::jwksFile).ifPresent(sources::add);
        config.jwksUrl().map(KeySource::jwksUrl).ifPresent(sources::add);
        if (sources.size() > 1) {
            throw wrong(
                    "has its keys in several places: keep one of secret, secret-file, public-key-file, jwks-file and"
                            + " jwks-url");
        }
        return sources.isEmpty() ? discovery() : sources.getFirst();
    }

    private KeySource discovery() {
        try {
            return KeySource.discovery(iss());
        } catch (IllegalArgumentException _) {
            throw wrong("has no keys, and its issuer is not a URL where they could be found: set one of secret,"
                    + " secret-file, public-key-file, jwks-file and jwks-url");
        }
    }

    private IssuerTerms terms() {
        var algorithms = config.algorithms().orElse(Algorithms.defaultsFor(hasSecret()));
        if (!Algorithms.fit(algorithms, hasSecret())) {
            throw wrong("has algorithms that its keys do not fit: those for a secret are " + Algorithms.SYMMETRIC
                    + ", those for public keys " + Algorithms.ASYMMETRIC);
        }
        checkSecret(algorithms);
        return new IssuerTerms(iss(), audience(), algorithms, config.requireExpiry());
    }

    private String iss() {
        return config.issuer().orElseThrow(() -> wrong("has no issuer: set what its tokens have as iss"));
    }

    private List<String> audience() {
        var audience = config.audience().orElse(List.of());
        if (audience.isEmpty() && !hasSecret() && !config.anyAudience()) {
            throw wrong("has no audience: name what its tokens have as aud when they are meant for this hub, or set"
                    + " any-audience=true if they are all meant for it");
        }
        if (!audience.isEmpty() && config.anyAudience()) {
            throw wrong("has an audience, and any-audience=true, which would let in other tokens: keep one of them");
        }
        return audience;
    }

    private void checkSecret(List<String> algorithms) {
        int least = Algorithms.leastSecretBytes(algorithms);
        config.secret()
                .filter(secret -> secret.strip().getBytes(StandardCharsets.UTF_8).length < least)
                .ifPresent(_ -> {
                    throw wrong("has a secret that is shorter than the " + least + " bytes that " + algorithms
                            + " need: make one with 'openssl rand -hex " + least + "'");
                });
    }

    private List<GrantRule> rules() {
        var all = new ArrayList<GrantRule>();
        all.add(GrantRule.ofAll(templates(config.publish()), templates(config.subscribe())));
        for (var rule : config.grants()) {
            all.add(new GrantRule(
                    rule.claim().orElseThrow(() -> wrong("grants something without a claim: set its claim")),
                    rule.value().orElseThrow(() -> wrong("grants something for any claim: set its value")),
                    templates(rule.publish()),
                    templates(rule.subscribe()),
                    rule.operate()));
        }
        return all;
    }

    private static List<GrantTemplate> templates(Optional<List<String>> texts) {
        return texts.orElse(List.of()).stream()
                .map(String::strip)
                .map(GrantTemplate::parse)
                .toList();
    }

    /// One name may be that of different users at different issuers.
    private void checkTemplates(List<GrantRule> rules) {
        if (isOnly || config.sharedSubjects()) {
            return;
        }
        rules.stream()
                .flatMap(rule -> Stream.concat(rule.publish().stream(), rule.subscribe().stream()))
                .filter(template -> template.isFilled() && !template.namesIssuer())
                .findFirst()
                .ifPresent(template -> {
                    throw wrong("grants " + template + ", which may be topics of a user of another issuer: put {iss} in"
                            + " it as a segment, or set shared-subjects=true if the issuers name the same users alike");
                });
    }

    private ConfigurationException wrong(String problem) {
        return new ConfigurationException("Tidings cannot start: tidings.auth.issuers." + name + " " + problem);
    }
}
