package io.tidings.auth.jwt;

import io.tidings.auth.Grants;
import io.tidings.event.Patterns;
import java.util.List;
import java.util.Map;

/// What tokens are granted whose claim is a value, or has it in a list or among words. Without a claim, all
/// tokens.
public record GrantRule(
        String claim, String value, List<GrantTemplate> publish, List<GrantTemplate> subscribe, boolean operate) {
    private static final String NONE = "";

    /// What all tokens of an issuer are granted.
    public static GrantRule ofAll(List<GrantTemplate> publish, List<GrantTemplate> subscribe) {
        return new GrantRule(NONE, NONE, publish, subscribe, false);
    }

    /// What it grants to a token with these claims, of the issuer that the configuration calls so.
    Grants grantsTo(Map<String, Object> claims, String issuer) {
        return appliesTo(claims)
                ? new Grants(fill(publish, claims, issuer), fill(subscribe, claims, issuer), operate)
                : Grants.NONE;
    }

    private static Patterns fill(List<GrantTemplate> templates, Map<String, Object> claims, String issuer) {
        return new Patterns(templates.stream()
                .flatMap(template -> template.fill(claims, issuer).stream())
                .toList());
    }

    private boolean appliesTo(Map<String, Object> claims) {
        return claim.equals(NONE)
                || ClaimValues.find(claims, claim)
                        .filter(found -> ClaimValues.has(found, value))
                        .isPresent();
    }
}
