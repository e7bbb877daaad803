package io.tidings.auth.setup;

import io.tidings.event.Patterns;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Who may publish and who may subscribe, in words for the operator, without any token.
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

    private String who(
            Patterns anonymous, int tokensForAll, Function<AuthConfig.Token, Optional<List<String>>> granted) {
        var groups = new ArrayList<String>();
        if (!anonymous.all().isEmpty()) {
            groups.add("anyone to " + joined(anonymous.all()));
        }
        if (tokensForAll > 0) {
            groups.add(tokensForAll + (tokensForAll == 1 ? " token" : " tokens") + " to all topics");
        }
        var named = names(config.tokens(), token -> granted.apply(token).isPresent());
        addNamed(groups, named.stream().filter(setup.tokens()::isGood).toList(), "");
        addNamed(
                groups,
                named.stream().filter(name -> !setup.tokens().isGood(name)).toList(),
                " once their files are there");
        if (!config.issuers().isEmpty()) {
            groups.add("tokens of the issuers " + joined(names(config.issuers(), _ -> true)));
        }
        return groups.isEmpty() ? "nobody" : String.join("; ", groups);
    }

    private static void addNamed(List<String> groups, List<String> names, String condition) {
        if (!names.isEmpty()) {
            groups.add("the named tokens " + joined(names) + condition);
        }
    }

    private static <T> Set<String> names(Map<String, T> all, Predicate<T> which) {
        return all.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String joined(Iterable<?> all) {
        var texts = new ArrayList<String>();
        all.forEach(one -> texts.add(one.toString()));
        return String.join(", ", texts);
    }
}
