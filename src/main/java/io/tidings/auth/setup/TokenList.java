package io.tidings.auth.setup;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tokens of which each grants the same: those of the configuration itself, and those of a file. One thread at a time
/// may refresh it; any may ask.
final class TokenList {
    private static final Logger LOG = System.getLogger(TokenList.class.getName());

    private final List<String> configured;
    private final Optional<TokenFile> file;
    private volatile List<String> inFile;

    /// Reads the file, which the setting `KEY-file` names. Throws an [UnusableTokenException] if it cannot be used.
    TokenList(String key, List<String> configured, Optional<Path> path) {
        this.configured = List.copyOf(configured);
        this.file = path.map(existing -> new TokenFile(key + "-file", existing));
        this.inFile = file.map(TokenFile::tokens).orElse(List.of());
    }

    boolean hasFile() {
        return file.isPresent();
    }

    /// As they were read last.
    List<String> tokens() {
        return Stream.concat(configured.stream(), inFile.stream()).distinct().toList();
    }

    /// Reads the file anew. Its tokens stay if it cannot be used.
    void refresh() {
        try {
            inFile = file.map(TokenFile::tokens).orElse(List.of());
        } catch (UnusableTokenException e) {
            LOG.log(Level.WARNING, "The tokens of a file stay as they were: {0}", e.getMessage());
        }
    }
}
