package io.tidings.log;

import java.util.Optional;

/// Whom the credential of a stream names: the issuer, as the configuration calls it, and the name. A token of
/// the configuration has no issuer.
public record PresentSubject(Optional<String> issuer, String name) {}
