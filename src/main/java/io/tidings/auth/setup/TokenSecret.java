package io.tidings.auth.setup;

import io.tidings.auth.Fingerprint;
import io.tidings.auth.setup.AuthConfig.Token;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The secret of a named token, in the configuration or in the file that it names.
final class TokenSecret {
    private static final Logger LOG = System.getLogger(TokenSecret.class.getName());

    /// What a header can hold.
    private static final String FORM = "[!-~]+";

    private TokenSecret() {}

    /// None if its file is gone: whoever removes it takes the token away. Throws an [UnusableTokenException]
    /// if there is no telling what it is.
    static Optional<Fingerprint> of(String name, Token token) {
        if (token.secret().isPresent() == token.secretFile().isPresent()) {
            throw new UnusableTokenException(name, "needs either a secret or a secret-file");
        }
        return token.secret()
                .or(() -> token.secretFile().flatMap(path -> inFile(name, path)))
                .map(Fingerprint::of);
    }

    private static Optional<String> inFile(String name, Path path) {
        try {
            var secret = Files.readString(path).strip();
            if (!secret.matches(FORM)) {
                throw new UnusableTokenException(
                        name, "needs one token of visible ASCII characters in its secret-file " + path);
            }
            return Optional.of(secret);
        } catch (NoSuchFileException _) {
            LOG.log(Level.WARNING, "The token {0} is not good as long as the file {1} is not there", name, path);
            return Optional.empty();
        } catch (IOException e) {
            throw new UnusableTokenException(
                    name, "needs a secret-file that can be read: " + path + " (" + e.getMessage() + ")", e);
        }
    }
}
