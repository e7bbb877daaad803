package io.tidings.auth.jwt;

import java.util.List;

/// What the tokens of an issuer must be like: their `iss`, one of the audiences unless there are none to
/// compare with, one of the algorithms, and whether they must end.
public record IssuerTerms(String issuer, List<String> audience, List<String> algorithms, boolean requireExpiry) {}
