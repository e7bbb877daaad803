package io.tidings.auth.setup;

import io.tidings.auth.Fingerprint;
import io.tidings.auth.setup.AuthConfig.Token;
import java.util.Optional;

/// The secret of a named token, in the configuration or in the file that it names. One thread at a time may read it.
final class TokenSecret {
    private final String name;
    private final Token token;
    private final Optional<TokenFile> file;

    /// Throws an [UnusableTokenException] if the configuration names none, or two.
    TokenSecret(String name, Token token) {
        var key = "tidings.auth.tokens." + name;
        if (token.secret().isPresent() == token.secretFile().isPresent()) {
            throw new UnusableTokenException(key + " needs either a secret or a secret-file");
        }
        this.name = name;
        this.token = token;
        this.file = token.secretFile().map(path -> new TokenFile(key + ".secret-file", path));
    }

    String name() {
        return name;
    }

    /// What it is the secret of.
    Token token() {
        return token;
    }

    /// None if its file is gone: to remove the file is to revoke the token. Throws an [UnusableTokenException]
    /// if there is no telling what it is.
    Optional<Fingerprint> read() {
        return token.secret().or(() -> file.flatMap(TokenSecret::only)).map(Fingerprint::of);
    }

    private static Optional<String> only(TokenFile file) {
        var tokens = file.tokens();
        if (tokens.size() > 1) {
            throw file.unusable("needs one token alone in its file " + file.path());
        }
        return tokens.stream().findFirst();
    }
}
