package io.tidings.auth.setup;

import io.tidings.event.Patterns;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Who may publish, subscribe and operate, in words for the operator.
@Singleton
public final class AccessSummary {
    private final AuthConfig config;
    private final AccessSetup setup;

    AccessSummary(AuthConfig config, AccessSetup setup) {
        this.config = config;
        this.setup = setup;
    }

    /// Such as `anyone to chat/**, 1 token to all topics`.
    public String publishers() {
        return who(setup.ofAnonymous().publish(), setup.tokens().publishers(), AuthConfig.Token::publish);
    }

    /// The same of those who may subscribe.
    public String subscribers() {
        return who(setup.ofAnonymous().subscribe(), setup.tokens().subscribers(), AuthConfig.Token::subscribe);
    }

    /// The same of those who may operate the hub.
    public String operators() {
        var groups = new ArrayList<String>();
        addNamed(groups, AuthConfig.Token::operate);
        addIssuers(groups, AccessSummary::mayGrantToOperate);
        return joined(groups);
    }

    /// The token to publish with, if one was made for this start: for the operator alone.
    public Optional<String> tokenMade() {
        return setup.made();
    }

    private static boolean mayGrantToOperate(String name, AuthConfig.IssuerConfig issuer) {
        return new IssuerSetup(name, issuer, true).trustsClaim()
                || issuer.grants().stream().anyMatch(AuthConfig.Rule::operate);
    }

    private String who(
            Patterns anonymous, int tokensForAll, Function<AuthConfig.Token, Optional<List<String>>> granted) {
        var groups = new ArrayList<String>();
        if (!anonymous.all().isEmpty()) {
            groups.add("anyone to " + listed(anonymous.all()));
        }
        if (tokensForAll > 0) {
            groups.add(tokensForAll + (tokensForAll == 1 ? " token" : " tokens") + " to all topics");
        }
        addNamed(groups, token -> granted.apply(token).isPresent());
        addIssuers(groups, (_, _) -> true);
        return joined(groups);
    }

    private void addNamed(List<String> groups, Predicate<AuthConfig.Token> which) {
        var names = names(config.tokens(), (_, token) -> which.test(token));
        var good = names.stream().filter(setup.tokens()::isGood).toList();
        var missing = names.stream().filter(name -> !good.contains(name)).toList();
        if (!good.isEmpty()) {
            groups.add("the named " + (good.size() == 1 ? "token " : "tokens ") + listed(good));
        }
        if (!missing.isEmpty()) {
            groups.add(
                    missing.size() == 1
                            ? "the named token " + listed(missing) + " once its file is there"
                            : "the named tokens " + listed(missing) + " once their files are there");
        }
    }

    private void addIssuers(List<String> groups, BiPredicate<String, AuthConfig.IssuerConfig> which) {
        var names = names(config.issuers(), which);
        if (!names.isEmpty()) {
            groups.add("tokens of the " + (names.size() == 1 ? "issuer " : "issuers ") + listed(names));
        }
    }

    private static <T> Set<String> names(Map<String, T> all, BiPredicate<String, T> which) {
        return all.entrySet().stream()
                .filter(entry -> which.test(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String joined(List<String> groups) {
        return groups.isEmpty() ? "nobody" : String.join("; ", groups);
    }

    private static String listed(Iterable<?> all) {
        var texts = new ArrayList<String>();
        all.forEach(one -> texts.add(one.toString()));
        return String.join(", ", texts);
    }
}
