package io.tidings.auth.setup;

import io.tidings.auth.Fingerprint;
import io.tidings.auth.setup.AuthConfig.Token;
import java.nio.file.Path;
import java.util.Optional;

/// The secret of a named token, in the configuration or in the file that it names.
final class TokenSecret {
    private TokenSecret() {}

    /// None if its file is gone: whoever removes it takes the token away. Throws an [UnusableTokenException]
    /// if there is no telling what it is.
    static Optional<Fingerprint> of(String name, Token token) {
        var key = "tidings.auth.tokens." + name;
        if (token.secret().isPresent() == token.secretFile().isPresent()) {
            throw new UnusableTokenException(key + " needs either a secret or a secret-file");
        }
        return token.secret()
                .or(() -> token.secretFile().flatMap(path -> inFile(key, path)))
                .map(Fingerprint::of);
    }

    private static Optional<String> inFile(String key, Path path) {
        var file = new TokenFile(key + ".secret-file", path);
        var tokens = file.tokens();
        if (tokens.size() > 1) {
            throw file.unusable("needs one token alone in its file " + path);
        }
        return tokens.stream().findFirst();
    }
}
