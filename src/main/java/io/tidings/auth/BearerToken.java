package io.tidings.auth;

import java.util.Optional;
import java.util.regex.Pattern;

/// The token in an `Authorization` header (RFC 6750, section 2.1).
public final class BearerToken {
    private static final Pattern FORM = Pattern.compile("(?i:bearer) +(\\S+) *");

    private BearerToken() {}

    public static Optional<String> in(Optional<String> authorization) {
        return authorization.map(FORM::matcher).filter(form -> form.matches()).map(form -> form.group(1));
    }
}
