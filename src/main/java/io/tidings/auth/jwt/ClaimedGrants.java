package io.tidings.auth.jwt;

import io.tidings.auth.Grants;
import io.tidings.auth.InvalidTokenException;
import io.tidings.event.InvalidEventException;
import io.tidings.event.Patterns;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The claim in which a token says itself what it grants, as in
/// `{"publish":["orders/*"],"subscribe":["orders/**"],"operate":true}`.
final class ClaimedGrants {
    private ClaimedGrants() {}

    /// None without the claim. A claim that is not well-formed makes the token a bad one, so that whoever
    /// signs them notices.
    static Grants in(Map<String, Object> claims, String name) {
        return ClaimValues.find(claims, name).map(ClaimedGrants::read).orElse(Grants.NONE);
    }

    private static Grants read(Object claim) {
        if (!(claim instanceof Map<?, ?> members)) {
            throw new InvalidTokenException("its claim with grants is not an object");
        }
        var operate = Optional.<Object>ofNullable(members.get("operate")).orElse(false);
        if (!(operate instanceof Boolean mayOperate)) {
            throw new InvalidTokenException("its grant to operate is neither true nor false");
        }
        return new Grants(patterns(members.get("publish")), patterns(members.get("subscribe")), mayOperate);
    }

    private static Patterns patterns(@Nullable Object claim) {
        return switch (claim) {
            case null -> Grants.NONE.publish();
            case Collection<?> all
            when all.size() <= GrantTemplate.MAX_PATTERNS ->
                new Patterns(all.stream().map(ClaimedGrants::pattern).toList());
            default -> throw new InvalidTokenException("its grants are not lists of up to 1,000 patterns");
        };
    }

    private static TopicMatcher pattern(@Nullable Object element) {
        if (element instanceof String text) {
            try {
                return TopicPattern.parse(text);
            } catch (InvalidEventException _) {
                // As any other that is none.
            }
        }
        throw new InvalidTokenException("one of its grants is not a pattern");
    }
}
