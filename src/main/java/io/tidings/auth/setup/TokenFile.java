package io.tidings.auth.setup;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// A file that holds tokens, one in each line. A line that begins with `#` is a comment. One thread at a time may read
/// it.
final class TokenFile {
    private static final Logger LOG = System.getLogger(TokenFile.class.getName());

    /// What a header can hold.
    private static final String FORM = "[!-~]+";

    private final String key;
    private final Path path;
    private boolean isMissing;

    /// With the setting that names the file, for messages.
    TokenFile(String key, Path path) {
        this.key = key;
        this.path = path;
    }

    /// None if the file is gone: its tokens end then, and the log is told once. Otherwise at least one. Throws an
    /// [UnusableTokenException] if there is no telling what they are: an empty file may be half written.
    List<String> tokens() {
        boolean wasMissing = isMissing;
        isMissing = false;
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw unusable("needs a file that can be read: " + path + " is none");
        }
        try {
            var tokens = Files.readString(path)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (tokens.isEmpty() || !tokens.stream().allMatch(token -> token.matches(FORM))) {
                throw unusable("needs tokens of visible ASCII characters, one in each line, in its file " + path);
            }
            return tokens;
        } catch (NoSuchFileException _) {
            isMissing = true;
            LOG.log(
                    wasMissing ? Level.DEBUG : Level.WARNING,
                    "{0} grants nothing, since the file {1} is not there: put the token into it, which the hub reads"
                            + " within a minute, or correct the setting",
                    key,
                    path);
            return List.of();
        } catch (IOException e) {
            throw new UnusableTokenException(
                    key + " needs a file that can be read: " + path + " (" + e.getMessage() + ")", e);
        }
    }

    Path path() {
        return path;
    }

    UnusableTokenException unusable(String problem) {
        return new UnusableTokenException(key + " " + problem);
    }
}
